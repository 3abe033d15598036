//! Tests of the built program, from outside. The tests are in `tests/`.
