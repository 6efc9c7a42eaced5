// Counts the primes among some numbers: an invocation tests one of them by trial division.
// Those that go in step wait for the one that divides most often.

/// The first item, the one after the last, and the number that item 0 is.
@group(0) @binding(0) var<storage, read> told: array<u32>;
/// How many primes were found.
@group(0) @binding(1) var<storage, read_write> found: atomic<u32>;

/// Those of a workgroup, so that only one invocation of 64 goes to the memory that all share.
var<workgroup> found_here: atomic<u32>;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) local: u32,
) {
    let item = told[0] + (group.y * groups.x + group.x) * 64 + local;
    if item < told[1] && is_prime(told[2] + item) {
        atomicAdd(&found_here, 1);
    }
    workgroupBarrier();
    if local == 0 {
        atomicAdd(&found, atomicLoad(&found_here));
    }
}

/// Whether no number from 2 to the square root divides `number`.
fn is_prime(number: u32) -> bool {
    if number < 2 {
        return false;
    }
    if number % 2 == 0 {
        return number == 2;
    }
    for (var divisor = 3u; divisor * divisor <= number; divisor += 2) {
        if number % divisor == 0 {
            return false;
        }
    }
    return true;
}
