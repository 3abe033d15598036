use crate::{model, source::yaml::Yaml, diagnostic::Diagnostics};
pub fn read_rule(_: &Yaml, _: &mut Diagnostics) -> Option<model::Rule> { todo!() }
pub fn read_shared(_: &Yaml, _: &mut Diagnostics) -> Option<model::Definitions> { todo!() }
pub fn read_value_set(_: &Yaml, _: &mut Diagnostics) -> Option<model::ValueSetFile> { todo!() }
pub fn read_table(_: &Yaml, _: &mut Diagnostics) -> Option<model::TableFile> { todo!() }
