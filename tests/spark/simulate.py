"""Rules simulated on a population by Spark: `rdd.pipe` hands each partition's records to `engine simulate`, and the lines become one report.

    python simulate.py ENGINE RULES PATIENTS OUTPUT

ENGINE is the program, which on a cluster is installed on each node; RULES the folder of the rules; PATIENTS a folder of records, a FHIR Bundle a file;
OUTPUT a folder that doesn't exist yet, for the lines.
"""

import shlex
import subprocess
import sys
from pathlib import Path

from pyspark.sql import SparkSession


def one_line(file):
    """A record as a line, which is what the engine reads from standard input. In JSON a line break is white space, and never part of a text."""
    _, text = file
    return text.replace("\r", " ").replace("\n", " ")


def main(engine, rules, patients, output):
    spark = SparkSession.builder.master("local[2]").appName("engine simulate").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    records = spark.sparkContext.wholeTextFiles(f"{patients}/*.json", minPartitions=3).map(one_line)
    # Every partition must simulate the same day, so it is named.
    command = [engine, "simulate", "--rules", rules, "--patients", "-", "--today", "2021-06-01", "--format", "ndjson"]
    records.pipe(shlex.join(command), checkCode=True).saveAsTextFile(output)
    parts = sorted(str(part) for part in Path(output).glob("part-*"))
    lines = sum(len(Path(part).read_text().splitlines()) for part in parts)
    print(f"{records.getNumPartitions()} partitions gave {len(parts)} files of {lines} lines\n", flush=True)
    spark.stop()
    subprocess.run([engine, "simulate", "--merge", *parts], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
