//! An instance of the other module, in this worker, with a memory of its own.

use std::cell::RefCell;
use std::sync::{OnceLock, RwLock};

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{XmlHttpRequest, XmlHttpRequestResponseType};

use super::Failed;

/// Bytes of a page of memory.
const PAGE: u32 = 64 << 10;
/// What the memory begins with: more than the module asks for.
const FIRST_PAGES: u32 = (4 << 20) / PAGE;
/// What the memory may grow to: enough for a picture of a hundred million pixels.
const MOST_PAGES: u32 = (512 << 20) / PAGE;
/// An instance whose memory has grown beyond this is not kept for the next call.
const MOST_KEPT_BYTES: u32 = 64 << 20;

/// Where the module is.
static ADDRESS: RwLock<String> = RwLock::new(String::new());
/// The module, for all threads that share this memory.
static BYTES: OnceLock<Vec<u8>> = OnceLock::new();

thread_local! {
    /// The module as this worker compiled it.
    static MODULE: RefCell<Option<Module>> = const { RefCell::new(None) };
    /// This worker's instance, between two calls.
    static KEPT: RefCell<Option<Sandbox>> = const { RefCell::new(None) };
}

/// Says where the module is, before anything is called.
pub fn found_at(address: String) {
    if let Ok(mut known) = ADDRESS.write() {
        *known = address;
    }
}

pub(super) fn call(name: &str, input: &[u8]) -> Result<Vec<u8>, Failed> {
    let module = module().map_err(|_| Failed::Missing)?;
    let kept = KEPT.take();
    let answered = || {
        let sandbox = kept.map_or_else(|| Sandbox::start(&module), Ok)?;
        let output = sandbox.call(name, input)?;
        KEPT.set(sandbox.is_small().then_some(sandbox));
        Ok::<_, JsValue>(output)
    };
    // An instance that trapped has been dropped.
    answered().map_err(|_| Failed::Died)
}

/// The module, compiled once in each worker.
pub(super) fn module() -> Result<Module, JsValue> {
    if let Some(module) = MODULE.with_borrow(Clone::clone) {
        return Ok(module);
    }
    let bytes = match BYTES.get() {
        Some(bytes) => Uint8Array::from(bytes.as_slice()),
        None => load()?,
    };
    let module = Module::new(&bytes)?;
    BYTES.get_or_init(|| bytes.to_vec());
    MODULE.set(Some(module.clone()));
    Ok(module)
}

/// The module's bytes. Who reads a picture waits for them, as for everything it is made of: a
/// worker may.
fn load() -> Result<Uint8Array, JsValue> {
    let address = ADDRESS.read().map(|known| known.clone());
    let request = XmlHttpRequest::new()?;
    request.open_with_async("GET", &address.unwrap_or_default(), false)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    request.send()?;
    Ok(Uint8Array::new(&request.response()?))
}

struct Sandbox {
    instance: Instance,
    memory: Memory,
}

impl Sandbox {
    fn start(module: &Module) -> Result<Self, JsValue> {
        let memory = memory()?;
        let instance = Instance::new(module, &imports(module, &memory)?)?;
        Ok(Self { instance, memory })
    }

    fn call(&self, name: &str, input: &[u8]) -> Result<Vec<u8>, JsValue> {
        self.exchanged(input.len() as u32)?.copy_from(input);
        let output_length = number(self.exported(name)?.call0(&JsValue::UNDEFINED)?)?;
        Ok(self.exchanged(output_length)?.to_vec())
    }

    fn exported(&self, name: &str) -> Result<Function, JsValue> {
        Reflect::get(&self.instance.exports(), &name.into())?.dyn_into()
    }

    /// What goes in or comes out, which is so long.
    fn exchanged(&self, length: u32) -> Result<Uint8Array, JsValue> {
        let exchange = self.exported("exchange")?;
        let address = number(exchange.call1(&JsValue::UNDEFINED, &length.into())?)?;
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

fn number(value: JsValue) -> Result<u32, JsValue> {
    value.as_f64().map(|number| number as u32).ok_or(value)
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
