//! The page of functions.

use super::{NOTICE, anchor};
use crate::expression::function::{self, Function};

/// Every function, with its signature and an example.
pub fn functions() -> String {
    let names: Vec<String> = function::ALL.iter().map(|function| format!("[{0}](#{1})", function.name, anchor(function.name))).collect();
    let sections: String = function::ALL.iter().map(|function| section(function)).collect();
    format!("# The functions of expressions\n\n{NOTICE}\n\n{}\n{sections}", names.join(" · "))
}

fn section(function: &Function) -> String {
    format!(
        "\n## {}\n\n```text\n{}\n```\n\n{}\n\n`{}` gives `{}`.\n",
        function.name, function.signature, function.documentation, function.example.expression, function.example.result
    )
}
