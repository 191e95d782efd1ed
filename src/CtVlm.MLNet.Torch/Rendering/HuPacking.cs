using System.Numerics;

namespace CtVlm.MLNet.Torch;

/// <summary>Packs HU that are whole numbers, as those of most scanners are, into 16 bits: half the bytes to send to a device, and not a bit lost.</summary>
internal static class HuPacking
{
    /// <summary>Packs values if each of them is a whole number from -32768 to 32767.</summary>
    /// <param name="hu">The values.</param>
    /// <param name="packed">Receives as many; without meaning where the answer is false.</param>
    /// <returns>False at the first value that does not fit: a fraction, a number out of range, infinity or NaN.</returns>
    public static bool TryPack(ReadOnlySpan<float> hu, Span<short> packed)
    {
        int done = 0;

        // Two vectors of floats fill one of shorts. What saturates or is cut comes back as another number; the rest is one comparison a vector.
        for (; done <= hu.Length - Vector<short>.Count; done += Vector<short>.Count)
        {
            Vector<float> low = new(hu[done..]), high = new(hu[(done + Vector<float>.Count)..]);
            Vector<short> narrow = Vector.NarrowWithSaturation(Vector.ConvertToInt32(low), Vector.ConvertToInt32(high));
            Vector.Widen(narrow, out Vector<int> lowBack, out Vector<int> highBack);
            if (!Vector.EqualsAll(Vector.ConvertToSingle(lowBack), low) || !Vector.EqualsAll(Vector.ConvertToSingle(highBack), high))
            {
                return false;
            }

            narrow.CopyTo(packed[done..]);
        }

        for (; done < hu.Length; done++)
        {
            float value = hu[done];
            packed[done] = value is >= short.MinValue and <= short.MaxValue ? (short)value : (short)0;
            if (packed[done] != value)
            {
                return false;
            }
        }

        return true;
    }
}
