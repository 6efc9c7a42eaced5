//! Many numbers, sent as the bytes they are.

use std::fmt;
use std::ops::Deref;

use bytemuck::Pod;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

// Digests are taken over these bytes too, and Python is told their order.
const _: () = assert!(cfg!(target_endian = "little"));

/// Numbers that are written and read all at once, as their little-endian bytes, and not one by
/// one as those of a `Vec` are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed<T>(pub Vec<T>);

impl<T: Pod> Packed<T> {
    /// The numbers' bytes, the lowest of each number first.
    pub fn bytes(&self) -> &[u8] {
        bytemuck::cast_slice(&self.0)
    }

    /// The numbers of all parts, one part after another, in the memory of the first.
    pub fn concatenate(parts: Vec<Self>) -> Self {
        let more = parts.iter().skip(1).map(|part| part.len()).sum();
        let mut parts = parts.into_iter();
        let mut numbers = parts.next().map_or(Vec::new(), |Self(first)| first);
        numbers.reserve_exact(more);
        parts.for_each(|part| numbers.extend_from_slice(&part));
        Self(numbers)
    }
}

impl<T> Deref for Packed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Pod> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.bytes())
    }
}

impl<'de, T: Pod> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes<T>(std::marker::PhantomData<T>);

        impl<T: Pod> Visitor<'_> for Bytes<T> {
            type Value = Packed<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(
                    formatter,
                    "the bytes of numbers of {} bytes",
                    size_of::<T>()
                )
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed<T>, E> {
                if bytes.len().is_multiple_of(size_of::<T>()) {
                    Ok(Packed(bytemuck::pod_collect_to_vec(bytes)))
                } else {
                    Err(E::invalid_length(bytes.len(), &self))
                }
            }
        }

        deserializer.deserialize_bytes(Bytes(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_being_sent_from_any_address() {
        let numbers = Packed(vec![1_u32, 0x0403_0201]);
        assert_eq!(numbers.bytes(), [1, 0, 0, 0, 1, 2, 3, 4]);
        let sent = postcard::to_stdvec(&("x", &numbers)).expect("numbers can be written");
        let (_, received): (&str, Packed<u32>) =
            postcard::from_bytes(&sent).expect("numbers can be read");
        assert_eq!(received, numbers);
    }

    #[test]
    fn half_a_number_is_refused() {
        let sent = postcard::to_stdvec(&Packed(vec![1_u8, 2, 3])).expect("numbers can be written");
        assert!(postcard::from_bytes::<Packed<u16>>(&sent).is_err());
    }

    #[test]
    fn concatenates_in_order() {
        let parts = vec![Packed(vec![3_u16]), Packed(Vec::new()), Packed(vec![1, 2])];
        assert_eq!(*Packed::concatenate(parts), [3, 1, 2]);
        assert!(Packed::<u16>::concatenate(Vec::new()).is_empty());
    }
}
