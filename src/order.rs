//! Sorting, once for all: the standard library's sort is compiled anew for each type, which is five
//! thousand bytes of the WebAssembly module every time.

/// Sorts by a number that each item has; equal ones stay as they are.
pub fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> f64) {
    let places = sorted_places(items.iter().map(number).zip(0..).collect());
    let mut taken: Vec<_> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken[place].take()));
}

fn sorted_places(mut numbered: Vec<(f64, usize)>) -> Vec<usize> {
    numbered.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    numbered.into_iter().map(|(_, place)| place).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(numbers in proptest::collection::vec(-5_i32..5, 0..60)) {
            let mut items: Vec<_> = numbers.into_iter().enumerate().collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(_, number)| *number);
            sort_by_number(&mut items, |(_, number)| f64::from(*number));
            prop_assert_eq!(items, expected);
        }
    }
}
