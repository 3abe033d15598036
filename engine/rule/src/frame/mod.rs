//! The frame of a call: what its names hold while it is answered, in one slot for each entry, value, context field and loop variable.
//!
//! Knows values and the call's data. Must never know expressions, nor how a value is worked out.

pub mod bundle;
pub mod data;
pub mod fuel;
mod reference;
pub mod trace;

use crate::value::{Value, slot::Slot};
use data::Data;
use engine_fhir::date::Clock;
use fuel::Fuel;
use trace::Watch;

/// All names' values during one call.
#[derive(Debug)]
pub struct Frame<'d> {
    slots: Vec<Value<'d>>,
    /// What "now" is.
    pub clock: &'d Clock,
    /// Entries, context and request, in which references are followed.
    pub data: &'d Data<'d>,
    /// How much work may still be made of the call.
    pub(crate) fuel: Fuel,
    /// What notes how conditions turn out, where somebody wants to know.
    pub(crate) watch: Option<Watch<'d>>,
}

impl<'d> Frame<'d> {
    /// A frame of `size` slots, all absent.
    pub fn new(size: usize, clock: &'d Clock, data: &'d Data<'d>) -> Frame<'d> {
        Frame { slots: vec![Value::ABSENT; size], clock, data, fuel: Fuel::full(), watch: None }
    }
    /// What a name holds; a missing value says which name it was.
    pub fn get(&self, slot: Slot) -> Value<'d> {
        match &self.slots[slot.0 as usize] {
            Value::Missing(missing) if missing.origin.is_none() => Value::Missing(crate::value::Missing { origin: Some(slot), ..*missing }),
            Value::List(list) => {
                self.fuel.read(list.items.len());
                Value::List(list.clone())
            }
            value => value.clone(),
        }
    }
    /// What a name holds, as it was set.
    pub fn peek(&self, slot: Slot) -> &Value<'d> {
        &self.slots[slot.0 as usize]
    }
    /// Runs `look`, which decides nothing, on the fuel of the watch.
    pub(crate) fn look_aside<R>(&self, look: impl FnOnce() -> R) -> R {
        match &self.watch {
            Some(watch) => watch.look_aside(&self.fuel, look),
            None => look(),
        }
    }
    /// Sets a name.
    pub fn set(&mut self, slot: Slot, value: Value<'d>) {
        self.slots[slot.0 as usize] = value;
    }
}
