using System.Numerics;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <content>
/// The common case in one pass: 16-bit samples, whole slope and intercept. Lanes: one vector of 16-bit samples is shifted left and right
/// in place (mask and sign at once), widened to two vectors of 32-bit integers, scaled, and rounded to float. The remainder takes the scalar form
/// of the same steps. Equal to the path through double bit by bit, because no 32-bit step can overflow.
/// </content>
internal static partial class HuConverter
{
    private static void ConvertIntegers(ReadOnlySpan<byte> samples, PixelFormat format, int slope, int intercept, Span<float> destination)
    {
        if (format.IsSigned)
        {
            ConvertSigned(MemoryMarshal.Cast<byte, short>(samples), format.ShiftLeft, format.ShiftRight, slope, intercept, destination);
        }
        else
        {
            ConvertUnsigned(MemoryMarshal.Cast<byte, ushort>(samples), format.ShiftLeft, format.ShiftRight, slope, intercept, destination);
        }
    }

    private static void ConvertSigned(ReadOnlySpan<short> samples, int left, int right, int slope, int intercept, Span<float> destination)
    {
        ReadOnlySpan<Vector<short>> from = MemoryMarshal.Cast<short, Vector<short>>(samples[..destination.Length]);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(destination);
        for (int i = 0; i < from.Length; i++)
        {
            Vector<short> stored = Vector.ShiftRightArithmetic(Vector.ShiftLeft(from[i], left), right);
            Vector.Widen(stored, out Vector<int> low, out Vector<int> high);
            Store(low, high, slope, intercept, to.Slice(2 * i, 2));
        }

        for (int i = from.Length * Vector<short>.Count; i < destination.Length; i++)
        {
            destination[i] = (((short)(samples[i] << left) >> right) * slope) + intercept;
        }
    }

    private static void ConvertUnsigned(ReadOnlySpan<ushort> samples, int left, int right, int slope, int intercept, Span<float> destination)
    {
        ReadOnlySpan<Vector<ushort>> from = MemoryMarshal.Cast<ushort, Vector<ushort>>(samples[..destination.Length]);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(destination);
        for (int i = 0; i < from.Length; i++)
        {
            Vector<ushort> stored = Vector.ShiftRightLogical(Vector.ShiftLeft(from[i], left), right);
            Vector.Widen(stored, out Vector<uint> low, out Vector<uint> high);
            Store(Vector.AsVectorInt32(low), Vector.AsVectorInt32(high), slope, intercept, to.Slice(2 * i, 2));
        }

        for (int i = from.Length * Vector<ushort>.Count; i < destination.Length; i++)
        {
            destination[i] = (((ushort)(samples[i] << left) >> right) * slope) + intercept;
        }
    }

    private static void Store(Vector<int> low, Vector<int> high, int slope, int intercept, Span<Vector<float>> pair)
    {
        // Nearly every CT has slope 1, and a 32-bit product costs more than all other steps; the branch is always predicted.
        if (slope != 1)
        {
            low *= slope;
            high *= slope;
        }

        Vector<int> addend = new(intercept);
        pair[0] = Vector.ConvertToSingle(low + addend);
        pair[1] = Vector.ConvertToSingle(high + addend);
    }
}
