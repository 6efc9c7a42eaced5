//! What a reader asks for, and the one place where it is checked.
//!
//! A request comes in as named fields whose values may all be texts (attributes of an element,
//! parameters of a URL) and leaves as a [`RunRequest`] in which everything is known to be sound.

use std::collections::HashMap;
use std::num::NonZeroU32;

use locale::{Locale, Text, count, say};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::fields::{self, ChoiceField, NumberField};
use super::version::{self, PROGRAM, Version};
use crate::error::{ErrorCode, PlaygroundError};
use crate::language::Language;
use crate::strategies::{self, ChunkSize, PoolCall, StartMethod};
use crate::tasks::{self, Kind, Make};
use crate::workers::Rung;

/// The version of [`RunRequest`]'s shape.
pub const REQUEST_VERSION: u32 = 1;

/// Through what the requests of a download go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NetworkMode {
    /// The service worker delays, slows and fails them as the request says.
    Simulated,
    /// Whatever lies between this page and the server.
    Real,
}

/// A request that has been checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunRequest {
    /// [`REQUEST_VERSION`].
    pub version: u32,
    /// The task's id, or `program`.
    pub task: String,
    /// The languages whose programs are run, each by every strategy, in the order they are shown.
    #[serde(default = "rust_alone")]
    pub language: Vec<Language>,
    /// The strategies' ids, in the order they are shown; `sequential` is always among them,
    /// since every other is compared with it. Of a program, its versions' ids.
    pub strategies: Vec<String>,
    /// Threads or processes to use.
    pub workers: u32,
    /// Timed executions of each strategy, after a warm-up.
    pub trials: u32,
    /// The task's main number.
    pub size: u32,
    /// Items a worker is given at a time: a number, `auto` (the strategy's own rule) or `joblib`
    /// (joblib's rule, where ranges are handed out one by one).
    #[cfg_attr(feature = "typescript", ts(type = "number | \"auto\" | \"joblib\""))]
    #[cfg_attr(feature = "schema", schemars(with = "super::schema::ChunkSize"))]
    pub chunk_size: ChunkSize,
    /// How ranges are handed to processes.
    pub call: PoolCall,
    /// How processes are started.
    pub start_method: StartMethod,
    /// Ranges that are handed out ahead, for each worker: joblib's `pre_dispatch`.
    pub pre_dispatch: u32,
    /// How much the log says, from nothing at 0 to every completion above 10: joblib's `verbose`.
    pub verbose: u32,
    /// Whatever is random follows from it.
    pub seed: u32,
    /// Downloads that the event loop keeps in flight at once.
    pub in_flight: u32,
    /// How often a request that failed is tried again.
    pub retries: u32,
    /// How long one try of a request may take.
    pub timeout_ms: u32,
    /// Through what requests go.
    pub network: NetworkMode,
    /// Simulated: time until a response begins.
    pub latency_ms: u32,
    /// Simulated: how much a request's latency may differ from `latency_ms`, either way.
    pub jitter_ms: u32,
    /// Simulated: KiB a second for each response; 0 is unlimited.
    pub bandwidth_kib: u32,
    /// Simulated: how many of a hundred requests fail.
    pub failure_percent: u32,
    /// What becomes of the pictures that were downloaded.
    pub make: Make,
    /// The reader's own addresses to download; none means the playground's pictures.
    pub urls: Vec<String>,
    /// The versions of a program; none of a task.
    #[serde(default)]
    pub versions: Vec<Version>,
}

/// A field's value as it was given.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(untagged)]
pub enum FieldValue {
    /// A number.
    Number(f64),
    /// A text; lists are separated by white space or commas, or have one address a line.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// The versions of a program.
    Versions(Vec<Version>),
}

/// A request's fields as they were given: camelCase names, unknown ones ignored.
pub type Fields = HashMap<String, FieldValue>;

impl RunRequest {
    /// Checks fields and fills in defaults; `logical_cores` is the default number of workers. What
    /// the chosen task, strategies and network have no use for has its default, whatever was given:
    /// the page shows no control by which it could be mended.
    ///
    /// # Errors
    /// The first field that is not sound, with what it may be.
    pub fn check(fields: &Fields, logical_cores: u32) -> Result<Self, PlaygroundError> {
        let task_id = text(fields, "task").unwrap_or_else(|| tasks::DEFAULT.into());
        if task_id == PROGRAM {
            return Self::of_program(fields, logical_cores);
        }
        let task = tasks::find(&task_id).ok_or_else(|| unknown("task", &task_id, tasks::ids()))?;
        let language = languages(fields)?;
        let strategies = strategies(fields)?;
        let nothing = Fields::new();
        let used_if = |is_used| if is_used { fields } else { &nothing };
        let of_processes = used_if(strategies.iter().any(|id| starts_processes(id)));
        let downloads = task.kind == Kind::Download;
        let of_downloads = used_if(downloads);
        let network = choice(of_downloads, &fields::NETWORK)?;
        let of_simulated = used_if(downloads && network == NetworkMode::Simulated);
        let urls = urls(of_downloads)?;
        Ok(Self {
            version: REQUEST_VERSION,
            strategies,
            workers: workers(fields, logical_cores)?,
            trials: number(fields, &fields::trials(task.kind))?,
            size: if urls.is_empty() {
                number(fields, &fields::size(&task.size, &language))?
            } else {
                urls.len() as u32
            },
            chunk_size: chunk_size(fields)?,
            call: choice(of_processes, &fields::CALL)?,
            start_method: choice(of_processes, &fields::START_METHOD)?,
            pre_dispatch: pre_dispatch(fields)?,
            verbose: number(fields, &fields::VERBOSE)?,
            seed: number(fields, &fields::SEED)?,
            in_flight: number(of_downloads, &fields::IN_FLIGHT)?,
            retries: number(of_downloads, &fields::RETRIES)?,
            timeout_ms: number(of_downloads, &fields::TIMEOUT_MS)?,
            network,
            latency_ms: number(of_simulated, &fields::LATENCY_MS)?,
            jitter_ms: number(of_simulated, &fields::JITTER_MS)?,
            bandwidth_kib: number(of_simulated, &fields::BANDWIDTH_KIB)?,
            failure_percent: number(of_simulated, &fields::FAILURE_PERCENT)?,
            make: choice(of_downloads, &fields::MAKE)?,
            urls,
            task: task_id,
            language,
            versions: Vec::new(),
        })
    }

    /// The same of a program, which has fewer fields.
    fn of_program(fields: &Fields, logical_cores: u32) -> Result<Self, PlaygroundError> {
        let versions = version::checked(fields.get("versions"))?;
        let mut common = fields.clone();
        common.retain(|name, _| ["workers", "nJobs", "trials"].contains(&name.as_str()));
        Ok(Self {
            task: PROGRAM.into(),
            language: vec![Language::Python],
            strategies: versions.iter().map(|version| version.id.clone()).collect(),
            size: 1,
            versions,
            ..Self::check(&common, logical_cores)?
        })
    }
}

impl RunRequest {
    /// Whether it runs a reader's own program.
    pub fn is_program(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Whether the first such results of a language are what its others are compared with: those of
    /// sequential, or of any version of a program.
    pub(super) fn may_be_yardstick(&self, strategy: &str) -> bool {
        self.is_program() || strategy == strategies::YARDSTICK
    }

    /// Each strategy in each language, or each version, in the order they are shown.
    pub fn contenders(&self) -> impl Iterator<Item = (Language, &str)> {
        let of = |&language| {
            let strategies = self.strategies.iter();
            strategies.map(move |id| (language, id.as_str()))
        };
        self.language.iter().flat_map(of)
    }
}

/// Whether a strategy is one of those that start processes.
fn starts_processes(id: &str) -> bool {
    strategies::find(id).is_some_and(|entry| entry.needs == Rung::Processes)
}

fn text(fields: &Fields, name: &str) -> Option<String> {
    let text = match fields.get(name)? {
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Text(text) => text.trim().to_owned(),
        FieldValue::List(list) => list.join(" "),
        FieldValue::Versions(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn words(fields: &Fields, name: &str) -> Vec<String> {
    let text = text(fields, name).unwrap_or_default();
    text.split(parts_words)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A refusal of an id that is not among the known ones.
pub(super) fn unknown<'a>(
    field: &str,
    given: &str,
    known: impl Iterator<Item = &'a str>,
) -> PlaygroundError {
    let known = known.collect::<Vec<_>>().join(", ");
    PlaygroundError::about(
        ErrorCode::UnknownId,
        field,
        say!(
            "“{given}” is not among the choices for {field}. Choose from: {known}.",
            "„{given}“ ist für {field} keine Möglichkeit. Zur Wahl stehen: {known}."
        ),
    )
}

fn number(fields: &Fields, field: &NumberField) -> Result<u32, PlaygroundError> {
    let Some(given) = text(fields, field.name) else {
        return Ok(field.default);
    };
    parse_number(&given, field)
}

fn parse_number(given: &str, field: &NumberField) -> Result<u32, PlaygroundError> {
    let NumberField {
        name,
        label,
        min,
        max,
        ..
    } = *field;
    let [least, most] = [min, max].map(count);
    let Some(number) = whole_number(given) else {
        return Err(PlaygroundError::about(
            ErrorCode::NotANumber,
            name,
            say!(
                "{label} must be a whole number, and “{given}” is not. Give one from {least} to {most}.",
                "{label} muss eine ganze Zahl sein, und „{given}“ ist keine. Eine von {least} bis {most} angeben."
            ),
        ));
    };
    if number < f64::from(min) || number > f64::from(max) {
        return Err(PlaygroundError::about(
            ErrorCode::OutOfRange,
            name,
            say!(
                "{label} must be from {least} to {most}, and {given} is not.",
                "{label} muss zwischen {least} und {most} liegen, {given} tut es nicht."
            ),
        ));
    }
    Ok(number as u32)
}

fn strategies(fields: &Fields) -> Result<Vec<String>, PlaygroundError> {
    let mut chosen = words(fields, "strategies");
    if chosen.is_empty() {
        chosen = strategies::DEFAULT.map(str::to_owned).to_vec();
    }
    if let Some(stranger) = chosen.iter().find(|id| strategies::find(id).is_none()) {
        return Err(unknown("strategies", stranger, strategies::ids()));
    }
    if !chosen.iter().any(|id| id == strategies::YARDSTICK) {
        chosen.insert(0, strategies::YARDSTICK.into());
    }
    Ok(each_once(chosen))
}

/// What a request of before there was a choice ran.
fn rust_alone() -> Vec<Language> {
    vec![Language::default()]
}

fn languages(fields: &Fields) -> Result<Vec<Language>, PlaygroundError> {
    let chosen = words(fields, fields::LANGUAGE.name);
    if chosen.is_empty() {
        return Ok(rust_alone());
    }
    let chosen: Result<_, _> = chosen
        .iter()
        .map(|word| word_of(word, &fields::LANGUAGE))
        .collect();
    Ok(each_once(chosen?))
}

fn each_once<T: PartialEq>(chosen: Vec<T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in chosen {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

fn chunk_size(fields: &Fields) -> Result<ChunkSize, PlaygroundError> {
    match text(fields, fields::CHUNK_SIZE.name) {
        None => Ok(ChunkSize::Auto),
        Some(given) if given == "auto" => Ok(ChunkSize::Auto),
        Some(given) if given == "joblib" => Ok(ChunkSize::Joblib),
        Some(given) => {
            let items = parse_number(&given, &fields::CHUNK_SIZE)?;
            Ok(NonZeroU32::new(items).map_or(ChunkSize::Auto, ChunkSize::Items))
        }
    }
}

/// The value that a choice's word stands for.
fn choice<T: DeserializeOwned>(
    fields: &Fields,
    choice: &ChoiceField,
) -> Result<T, PlaygroundError> {
    let given = text(fields, choice.name);
    word_of(given.as_deref().unwrap_or(choice.words[0]), choice)
}

fn word_of<T: DeserializeOwned>(word: &str, choice: &ChoiceField) -> Result<T, PlaygroundError> {
    let known = choice.words.contains(&word);
    let value = known
        .then(|| T::deserialize(StrDeserializer::<ValueError>::new(word)).ok())
        .flatten();
    value.ok_or_else(|| unknown(choice.name, word, choice.words.iter().copied()))
}

/// `workers`, or joblib's `nJobs`: so many, or, below zero, all logical cores but so many less
/// one (-1 is all, -2 all but one), yet at least one.
fn workers(fields: &Fields, logical_cores: u32) -> Result<u32, PlaygroundError> {
    let workers = fields::workers(logical_cores);
    let n_jobs = NumberField {
        name: "nJobs",
        label: Text::alike("n_jobs"),
        ..workers
    };
    let (given, field) = match text(fields, n_jobs.name) {
        Some(given) => (given, n_jobs),
        None => match text(fields, workers.name) {
            Some(given) => (given, workers),
            None => return Ok(workers.default),
        },
    };
    match whole_number(&given) {
        Some(below) if below < 0.0 => {
            let left = f64::from(workers.default) + 1.0 + below;
            Ok(left.max(1.0) as u32)
        }
        _ => parse_number(&given, &field),
    }
}

/// `preDispatch`: so many ranges for each worker, as a number or as joblib writes it (`2*n_jobs`);
/// or `all`, which is the most.
fn pre_dispatch(fields: &Fields) -> Result<u32, PlaygroundError> {
    let field = fields::PRE_DISPATCH;
    let Some(given) = text(fields, field.name) else {
        return Ok(field.default);
    };
    if given == "all" {
        return Ok(field.max);
    }
    let factor = match given.split_once('*') {
        None if given == "n_jobs" => "1",
        Some((factor, jobs)) | Some((jobs, factor)) if jobs.trim() == "n_jobs" => factor.trim(),
        _ => &given,
    };
    parse_number(factor, &field)
}

/// A whole number, as in `1000000`, `1,000,000`, `1_000_000`, `1e6` or `-1`. `f64::from_str` reads
/// less, and all that is no whole number besides, with a table that would be a thirtieth of the
/// WebAssembly module.
fn whole_number(text: &str) -> Option<f64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1.0, text),
        None => (1.0, text),
    };
    let (digits, zeros) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digit = |number, digit: char| Some(10.0 * number + f64::from(digit.to_digit(10)?));
    let number = ungrouped(digits)?.chars().try_fold(0.0, digit)?;
    let zeros: u16 = zeros.parse().ok()?;
    Some(sign * number * 10_f64.powi(zeros.into()))
}

/// Digits without what sets groups of them apart: commas every three, or points on a page in German, as
/// people write them; or single underscores anywhere between two, as Python and Rust do.
fn ungrouped(digits: &str) -> Option<String> {
    let mark = match Locale::current() {
        Locale::German if digits.contains('.') => '.',
        _ => ',',
    };
    let is_sound = if digits.contains(mark) {
        let mut groups = digits.split(mark);
        let first = groups.next()?.len();
        (1..=3).contains(&first) && groups.all(|group| group.len() == 3)
    } else {
        digits.split('_').all(|group| !group.is_empty())
    };
    is_sound.then(|| digits.replace([mark, '_'], ""))
}

/// Only what can never be asked for is refused here; an address that fails when it is asked for
/// fails alone, in the report.
fn urls(fields: &Fields) -> Result<Vec<String>, PlaygroundError> {
    let given = match fields.get("urls") {
        Some(FieldValue::List(list)) => list.iter().map(String::as_str).collect(),
        Some(FieldValue::Text(text)) => addresses(text),
        Some(FieldValue::Number(_) | FieldValue::Versions(_)) | None => Vec::new(),
    };
    let given: Vec<String> = given
        .into_iter()
        .map(str::trim)
        .filter(|address| !address.is_empty())
        .map(without_password)
        .collect();
    if given.len() > fields::MOST_URLS {
        return Err(PlaygroundError::about(
            ErrorCode::OutOfRange,
            "urls",
            say!(
                "{given} addresses are too many: give at most {most}.",
                "{given} Adressen sind zu viele: höchstens {most} angeben.",
                given = given.len(),
                most = fields::MOST_URLS
            ),
        ));
    }
    Ok(given)
}

/// An address without the user and the password that may stand before its host: no browser asks for
/// such a one, and reports and links are shown to others.
fn without_password(address: &str) -> String {
    let (before, rest) = address.split_at(start_of_host(address));
    let host_ends = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    match rest[..host_ends].rfind('@') {
        Some(at) => format!("{before}{}", &rest[at + 1..]),
        None => address.to_owned(),
    }
}

/// Where an address has its host, or the user before it: browsers take either slash, and for `http:`
/// and `https:` as many as there are. The end, if it has none.
fn start_of_host(address: &str) -> usize {
    let is_of_scheme = |character: char| {
        character.is_ascii_alphanumeric()
            || character.is_ascii_whitespace()
            || "+-.".contains(character)
    };
    let (scheme, rest) = match address.split_once(':') {
        Some((scheme, rest)) if scheme.chars().all(is_of_scheme) => (scheme, rest),
        _ => ("", address),
    };
    let host = rest.trim_start_matches(['/', '\\']);
    let slashes = rest.len() - host.len();
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    if is_web || slashes >= 2 {
        address.len() - host.len()
    } else {
        address.len()
    }
}

/// The addresses of a text: one a line, or several with white space or a comma between them. An
/// address may have those itself, so that only what begins as an address does begins another.
fn addresses(text: &str) -> Vec<&str> {
    let begins = |&(at, _): &(usize, char)| {
        text[..at].ends_with(parts_words) && begins_as_address(&text[at..])
    };
    let starts: Vec<usize> = [0]
        .into_iter()
        .chain(text.char_indices().filter(begins).map(|(at, _)| at))
        .collect();
    let ends = starts[1..].iter().map(Some).chain([None]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| match end {
            Some(&end) => text[start..end].trim_end_matches(parts_words),
            None => &text[start..],
        })
        .flat_map(str::lines)
        .collect()
}

/// Whether a character stands between the words of a list.
fn parts_words(character: char) -> bool {
    character.is_whitespace() || character == ','
}

/// Whether a scheme and `://` come first.
fn begins_as_address(text: &str) -> bool {
    let is_of_scheme =
        |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(is_of_scheme)
    })
}
