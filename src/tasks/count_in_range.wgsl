// Counts, in each row of five bytes, the numbers from 4 to 8: an invocation counts one row. WGSL
// has no bytes: they are read from, and put into, the four places of a number.

/// The first item and the one after the last.
@group(0) @binding(0) var<storage, read> told: array<u32>;
/// The count of each row, a byte each.
@group(0) @binding(1) var<storage, read_write> found: array<atomic<u32>>;
/// Row after row.
@group(0) @binding(2) var<storage, read> numbers: array<u32>;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) local: u32,
) {
    let row = told[0] + (group.y * groups.x + group.x) * 64 + local;
    if row >= told[1] {
        return;
    }
    var count = 0u;
    for (var at = 5 * row; at < 5 * row + 5; at++) {
        let number = extractBits(numbers[at / 4], 8 * (at % 4), 8);
        count += u32(number >= 4 && number <= 8);
    }
    // Three other invocations write into the same number.
    atomicOr(&found[row / 4], count << (8 * (row % 4)));
}
