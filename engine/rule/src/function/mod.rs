//! The functions of expressions, one a file: name, signature, documentation with an example that is its test, code.
