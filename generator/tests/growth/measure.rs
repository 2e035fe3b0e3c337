//! Sends bodies to a generated service in one process, and counts what they cost: steps are the
//! counters that `-C instrument-coverage` puts into every branch of the code, whatever the code is.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::Request;
use tower_service::Service as _;

use crate::shapes::{ARRAYS, DEPTHS, OBJECTS, SCALARS, Shape};

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Relaxed);
        BYTES.fetch_add(layout.size(), Relaxed);
        let live = LIVE.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(live, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

unsafe extern "C" {
    fn __llvm_profile_begin_counters() -> *const u64;
    fn __llvm_profile_end_counters() -> *const u64;
}

fn steps() -> u64 {
    // SAFETY: the runtime of the compiler's instrumentation says where its counters are; nothing else
    // runs while they are read.
    let counters = unsafe {
        let (begin, end) = (__llvm_profile_begin_counters(), __llvm_profile_end_counters());
        let count = usize::try_from(end.offset_from(begin)).unwrap_or_default();
        std::slice::from_raw_parts(begin, count)
    };
    counters.iter().fold(0, |sum, count| sum.wrapping_add(*count))
}

/// What a request costs.
#[derive(Debug, Default, Clone, Copy)]
pub struct Cost {
    pub body: usize,
    pub status: u16,
    pub steps: usize,
    pub allocations: usize,
    pub bytes: usize,
    pub peak: usize,
    pub response: usize,
}

async fn cost(router: &mut Router, path: &str, body: String) -> Cost {
    let length = body.len();
    let request = Request::post(path).header("content-type", "application/json");
    let request = request.body(Body::from(body)).expect("a request");
    let (count, bytes, live) = (COUNT.load(Relaxed), BYTES.load(Relaxed), LIVE.load(Relaxed));
    PEAK.store(live, Relaxed);
    let before = steps();
    let response = router.call(request).await.expect("a response");
    let after = steps();
    Cost {
        body: length,
        status: response.status().as_u16(),
        steps: usize::try_from(after - before).unwrap_or(usize::MAX),
        allocations: COUNT.load(Relaxed) - count,
        bytes: BYTES.load(Relaxed) - bytes,
        peak: PEAK.load(Relaxed).saturating_sub(live),
        response: usize::try_from(response.body().size_hint().lower()).unwrap_or(usize::MAX),
    }
}

/// Which bodies a schema is sent.
const KINDS: [(&str, &[(&str, usize, Shape)]); 3] =
    [("array", ARRAYS), ("object", OBJECTS), ("scalar", SCALARS)];

/// The most that a request may cost for each byte of its body, whatever the contract: less than
/// 100 ms and 32 MB for 64 kB.
const STEPS: usize = 1_000;
const MEMORY: usize = 400;

/// What every request may cost besides.
const ALLOWANCE: usize = 100_000;

/// Tables double when they are full, which may be just before or just after the double.
const TABLES: usize = 4_096;

/// The longest response to a request that is refused.
const RESPONSE: usize = 40_000;

/// Sends bodies to every schema: its path, what it is sent within, the name of the schema, and the
/// kinds of its keywords. Says where a request costs too much.
pub async fn run(mut router: Router, schemas: &[(String, String, String, Vec<String>)]) {
    let mut wrong = String::new();
    let (mut count, mut worst) = (0, [(0, String::new()), (0, String::new())]);
    let mut statuses = std::collections::BTreeMap::new();
    for (path, property, name, kinds) in schemas {
        let mut cases: Vec<(&str, Vec<(usize, usize)>, Shape)> = Vec::new();
        let depths = vec![(12, 24), (24, 48), (48, 96)];
        cases.extend(DEPTHS.iter().map(|(shape, make)| (*shape, depths.clone(), *make)));
        for (kind, shapes) in KINDS {
            if kinds.iter().any(|wanted| wanted == kind) {
                cases.extend(shapes.iter().map(|(shape, unit, make)| {
                    let counts = [1 << 10, 1 << 12, 1 << 14].map(|size| size / unit);
                    (*shape, counts.map(|count| (count, 2 * count)).to_vec(), *make)
                }));
            }
        }
        // What is made once for a process is made before.
        for (_, _, make) in &cases {
            cost(&mut router, path, format!("{{\"{property}\":{}}}", make(4))).await;
        }
        for (shape, counts, make) in cases {
            for (once, twice) in counts {
                let within = |value: String| format!("{{\"{property}\":{value}}}");
                let small = cost(&mut router, path, within(make(once))).await;
                let large = cost(&mut router, path, within(make(twice))).await;
                count += 1;
                *statuses.entry(large.status).or_insert(0) += 1;
                for (at, per_byte) in [large.steps / large.body, large.peak / large.body]
                    .into_iter()
                    .enumerate()
                {
                    if per_byte > worst[at].0 {
                        worst[at] = (per_byte, format!("{name}, {shape}: {large:?}"));
                    }
                }
                // At another limit the larger one may be refused, and is compared with nothing.
                let alike = small.status == large.status;
                let grows = |small: usize, large: usize| alike && large * 10 > small * 22;
                let bad = grows(small.steps, large.steps)
                    || grows(small.allocations, large.allocations)
                    || grows(small.bytes + TABLES, large.bytes)
                    || large.steps > STEPS * large.body + ALLOWANCE
                    || large.peak > MEMORY * large.body + ALLOWANCE
                    || large.response > RESPONSE;
                if bad {
                    let _ = writeln!(wrong, "{name}, {shape}:\n  {small:?}\n  {large:?}");
                }
            }
        }
    }
    println!("{count} pairs of requests, by status {statuses:?}");
    println!("most steps: {worst:#?}");
    assert!(wrong.is_empty(), "requests that cost too much:\n{wrong}");
}
