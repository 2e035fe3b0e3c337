//! What a bench of generated code measures about a piece of work: time, memory and instructions.
// Every bench uses a part of this.
#![allow(dead_code)]

mod median;

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use median::median;

/// The allocator of a bench. It counts only while it is asked to, so that it does not slow down what is
/// timed.
pub struct Counting;

static COUNTS: AtomicBool = AtomicBool::new(false);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
/// What is in use; memory from before the counting may be given back in it, hence the start far from zero.
static IN_USE: AtomicUsize = AtomicUsize::new(START);
static PEAK: AtomicUsize = AtomicUsize::new(START);

const START: usize = usize::MAX / 2;

impl Counting {
    fn takes(bytes: usize) {
        if COUNTS.load(Ordering::Relaxed) {
            ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
            BYTES.fetch_add(bytes, Ordering::Relaxed);
            let before = IN_USE.fetch_add(bytes, Ordering::Relaxed);
            PEAK.fetch_max(before + bytes, Ordering::Relaxed);
        }
    }

    fn gives_back(bytes: usize) {
        if COUNTS.load(Ordering::Relaxed) {
            IN_USE.fetch_sub(bytes, Ordering::Relaxed);
        }
    }
}

// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::takes(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::takes(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A longer allocation may be a second one for a moment.
        Self::takes(size);
        Self::gives_back(layout.size());
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        Self::gives_back(layout.size());
        unsafe { System.dealloc(memory, layout) }
    }
}

/// The memory that a piece of work takes.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub allocations: usize,
    /// All bytes that it allocates.
    pub bytes: usize,
    /// The most bytes that it has at once.
    pub peak: usize,
}

/// Does a piece of work and counts the memory that it takes.
pub fn memory<T>(work: impl FnOnce() -> T) -> (T, Memory) {
    for (counter, start) in [
        (&ALLOCATIONS, 0),
        (&BYTES, 0),
        (&IN_USE, START),
        (&PEAK, START),
    ] {
        counter.store(start, Ordering::Relaxed);
    }
    COUNTS.store(true, Ordering::SeqCst);
    let made = work();
    COUNTS.store(false, Ordering::SeqCst);
    let memory = Memory {
        allocations: ALLOCATIONS.load(Ordering::Relaxed),
        bytes: BYTES.load(Ordering::Relaxed),
        peak: PEAK.load(Ordering::Relaxed) - START,
    };
    (made, memory)
}

/// The median nanoseconds of each piece of work, in rounds that do one after the other and begin with
/// another one each time: what else the machine does hits all of them alike. A piece of work says how
/// long it took.
pub fn interleaved(rounds: usize, works: &mut [Box<dyn FnMut() -> f64 + '_>]) -> Vec<f64> {
    let count = works.len();
    let mut times = vec![Vec::new(); count];
    for round in 0..=rounds {
        for turn in 0..count {
            let index = (round + turn) % count;
            let time = works[index]();
            // The first round only warms up.
            if round > 0 {
                times[index].push(time);
            }
        }
    }
    times.into_iter().map(median).collect()
}

/// The nanoseconds that a piece of work takes.
pub fn nanoseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let made = work();
    let time = start.elapsed();
    drop(made);
    time.as_secs_f64() * 1e9
}

/// The instructions of one call, where `valgrind` is on the path: the difference between `calls` and
/// twice as many in processes of this program, which are given the arguments and the number of calls.
pub fn instructions(arguments: &[&str], calls: usize) -> Option<f64> {
    let once = process(arguments, calls)?;
    let twice = process(arguments, 2 * calls)?;
    Some((twice - once) / calls as f64)
}

fn process(arguments: &[&str], calls: usize) -> Option<f64> {
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(std::env::current_exe().ok()?)
        .args(arguments)
        .arg(calls.to_string())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said
        .lines()
        .find(|line| line.contains("I") && line.contains("refs:"))?;
    let figure = line.rsplit(':').next()?.trim().replace(',', "");
    figure.parse().ok().filter(|_| output.status.success())
}

/// A figure of a table, with commas between thousands, or a dash.
pub fn shown(figure: Option<f64>) -> String {
    let Some(figure) = figure else {
        return "-".into();
    };
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A ratio of a table, or a dash.
pub fn ratio(figure: Option<f64>, base: Option<f64>) -> String {
    match (figure, base) {
        (Some(figure), Some(base)) => format!("{:.2}", figure / base),
        _ => "-".into(),
    }
}
