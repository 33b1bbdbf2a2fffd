//! Chance that repeats: the same seed gives the same numbers on every machine.

/// A small random source of a fixed algorithm.
pub struct Random(oorandom::Rand64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(oorandom::Rand64::new(u128::from(seed)))
    }

    /// From 0 up to, not including, `count`; 0 if `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        // The high half of a product spreads evenly enough, without a division.
        ((u128::from(self.0.rand_u64()) * count as u128) >> 64) as usize
    }

    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        self.0.rand_float()
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn bits(&mut self) -> u64 {
        self.0.rand_u64()
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Exponentially distributed with mean 1.
    pub fn exponential(&mut self) -> f64 {
        minus_ln(1.0 - self.unit())
    }
}

/// `-ln(x)` for `0 < x <= 1`, from additions, products and one division: the logarithm of the
/// standard library may differ in the last bit between platforms.
fn minus_ln(x: f64) -> f64 {
    let mut power = 0.0;
    let mut rest = x.max(f64::MIN_POSITIVE);
    while rest < 0.5 {
        rest *= 2.0;
        power += 1.0;
    }
    let ratio = (rest - 1.0) / (rest + 1.0);
    let square = ratio * ratio;
    let mut series = 0.0;
    for odd in (0..12).rev() {
        series = series * square + 1.0 / f64::from(2 * odd + 1);
    }
    power * std::f64::consts::LN_2 - 2.0 * ratio * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one() {
        for x in [1.0, 0.75, 0.5, 0.3, 1e-3, 1e-12] {
            assert!((minus_ln(x) + x.ln()).abs() < 1e-10, "{x}");
        }
    }

    #[test]
    fn numbers_repeat_and_stay_below() {
        let (mut a, mut b) = (Random::new(7), Random::new(7));
        for count in 1..200 {
            let number = a.below(count);
            assert!(number < count);
            assert_eq!(number, b.below(count));
        }
        assert_eq!(a.below(0), 0);
    }
}
