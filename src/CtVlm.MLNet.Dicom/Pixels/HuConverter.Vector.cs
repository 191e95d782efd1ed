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
        int lanes = Vector<short>.Count;
        int i = 0;
        for (; i <= destination.Length - lanes; i += lanes)
        {
            Vector<short> stored = Vector.ShiftRightArithmetic(Vector.ShiftLeft(new Vector<short>(samples[i..]), left), right);
            Vector.Widen(stored, out Vector<int> low, out Vector<int> high);
            Store(low, high, slope, intercept, destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = ((short)(samples[i] << left) >> right) * slope + intercept;
        }
    }

    private static void ConvertUnsigned(ReadOnlySpan<ushort> samples, int left, int right, int slope, int intercept, Span<float> destination)
    {
        int lanes = Vector<ushort>.Count;
        int i = 0;
        for (; i <= destination.Length - lanes; i += lanes)
        {
            Vector<ushort> stored = Vector.ShiftRightLogical(Vector.ShiftLeft(new Vector<ushort>(samples[i..]), left), right);
            Vector.Widen(stored, out Vector<uint> low, out Vector<uint> high);
            Store(Vector.AsVectorInt32(low), Vector.AsVectorInt32(high), slope, intercept, destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = ((ushort)(samples[i] << left) >> right) * slope + intercept;
        }
    }

    private static void Store(Vector<int> low, Vector<int> high, int slope, int intercept, Span<float> destination)
    {
        // Nearly every CT has slope 1, and a 32-bit product costs more than all other steps; the branch is always predicted.
        if (slope != 1)
        {
            low *= slope;
            high *= slope;
        }

        Vector<int> addend = new(intercept);
        Vector.ConvertToSingle(low + addend).CopyTo(destination);
        Vector.ConvertToSingle(high + addend).CopyTo(destination[Vector<int>.Count..]);
    }
}
