//! Our module once more, in this worker, with a memory of its own.

use std::cell::RefCell;

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::Died;

/// Bytes of a page of memory.
const PAGE: u32 = 64 << 10;
/// What the memory begins with: more than the module asks for.
const FIRST_PAGES: u32 = (4 << 20) / PAGE;
/// What the memory may grow to: enough for a picture of a hundred million pixels.
const MOST_PAGES: u32 = (512 << 20) / PAGE;
/// An instance whose memory has grown beyond this is not kept for the next call.
const MOST_KEPT_BYTES: u32 = 64 << 20;

thread_local! {
    /// This worker's instance, between two calls.
    static KEPT: RefCell<Option<Sandbox>> = const { RefCell::new(None) };
    /// In the instance: what goes in or comes out.
    static EXCHANGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn call(function: fn(&[u8]) -> Vec<u8>, input: &[u8]) -> Result<Vec<u8>, Died> {
    let kept = KEPT.take();
    let answered = || {
        let sandbox = kept.map_or_else(Sandbox::start, Ok)?;
        let output = sandbox.call(function, input)?;
        KEPT.set(sandbox.is_small().then_some(sandbox));
        Ok::<_, JsValue>(output)
    };
    // An instance that trapped has been dropped.
    answered().map_err(|_| Died)
}

struct Sandbox {
    memory: Memory,
    /// [`exchange`].
    exchange: Function,
    /// [`call_here`].
    call: Function,
}

impl Sandbox {
    fn start() -> Result<Self, JsValue> {
        let module: Module = wasm_bindgen::module().unchecked_into();
        let memory = memory()?;
        let instance = Instance::new(&module, &imports(&module, &memory)?)?;
        let exported = |name: &str| -> Result<Function, JsValue> {
            Reflect::get(&instance.exports(), &name.into())?.dyn_into()
        };
        exported("__wbindgen_start")?.call0(&JsValue::UNDEFINED)?;
        Ok(Self {
            memory,
            exchange: exported("sandboxExchange")?,
            call: exported("sandboxCall")?,
        })
    }

    fn call(&self, function: fn(&[u8]) -> Vec<u8>, input: &[u8]) -> Result<Vec<u8>, JsValue> {
        let input_length = input.len() as u32;
        self.exchanged(input_length)?.copy_from(input);
        let function = function as usize as u32;
        let output_length = self.call.call1(&JsValue::UNDEFINED, &function.into())?;
        let output_length = output_length.as_f64().ok_or(output_length)? as u32;
        Ok(self.exchanged(output_length)?.to_vec())
    }

    /// What goes in or comes out, which is so long.
    fn exchanged(&self, length: u32) -> Result<Uint8Array, JsValue> {
        let address = self.exchange.call1(&JsValue::UNDEFINED, &length.into())?;
        let address = address.as_f64().ok_or(address)? as u32;
        // The buffer is another one once the memory has grown.
        let buffer = self.memory.buffer();
        Ok(Uint8Array::new_with_byte_offset_and_length(
            &buffer, address, length,
        ))
    }

    fn is_small(&self) -> bool {
        Uint8Array::new(&self.memory.buffer()).length() <= MOST_KEPT_BYTES
    }
}

/// Shared, as the module demands of any memory, but with nobody.
fn memory() -> Result<Memory, JsValue> {
    let description = Object::new();
    Reflect::set(&description, &"initial".into(), &FIRST_PAGES.into())?;
    Reflect::set(&description, &"maximum".into(), &MOST_PAGES.into())?;
    Reflect::set(&description, &"shared".into(), &true.into())?;
    Memory::new(&description)
}

/// The memory, and for every function one that does nothing: what is called reaches nothing
/// outside.
fn imports(module: &Module, memory: &Memory) -> Result<Object, JsValue> {
    let nothing = Reflect::get(&js_sys::global(), &"Boolean".into())?;
    let imports = Object::new();
    for import in Module::imports(module).iter() {
        let part = |name: &str| Reflect::get(&import, &name.into());
        let given: &JsValue = if part("kind")? == "memory" {
            memory
        } else {
            &nothing
        };
        let from = part("module")?;
        if Reflect::get(&imports, &from)?.is_undefined() {
            Reflect::set(&imports, &from, &Object::new())?;
        }
        Reflect::set(&Reflect::get(&imports, &from)?, &part("name")?, given)?;
    }
    Ok(imports)
}

/// In the instance: where so many bytes go in or come out.
#[wasm_bindgen(js_name = sandboxExchange)]
pub fn exchange(length: usize) -> *mut u8 {
    EXCHANGE.with_borrow_mut(|bytes| {
        bytes.resize(length, 0);
        bytes.as_mut_ptr()
    })
}

/// In the instance: calls a function, by its number in the module's table, with what has gone in,
/// and tells how much will come out.
#[wasm_bindgen(js_name = sandboxCall)]
pub fn call_here(function: usize) -> usize {
    // SAFETY: `Sandbox::call` alone calls this, with a pointer to a function of this type. Such
    // pointers are places in the module's table, which is the same in each of its instances; and
    // engines check a function's type when it is called.
    let function: fn(&[u8]) -> Vec<u8> = unsafe { std::mem::transmute(function) };
    let output = function(&EXCHANGE.take());
    let length = output.len();
    EXCHANGE.set(output);
    length
}
