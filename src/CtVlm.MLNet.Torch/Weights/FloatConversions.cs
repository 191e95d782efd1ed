using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>Widens and narrows floating-point elements on spans.</summary>
internal static class FloatConversions
{
    /// <summary>binary16 to binary32; exact.</summary>
    public static void HalfToSingle(ReadOnlySpan<byte> source, Span<float> destination) =>
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), destination);

    /// <summary>bfloat16 to binary32; exact: a bfloat16 is the upper half of a binary32.</summary>
    public static void BFloat16ToSingle(ReadOnlySpan<byte> source, Span<float> destination)
    {
        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(source);
        Span<uint> to = MemoryMarshal.Cast<float, uint>(destination)[..from.Length];
        TensorPrimitives.ConvertTruncating(from, to);
        TensorPrimitives.ShiftLeft(to, 16, to);
    }

    /// <summary>binary64 to binary32, rounded to nearest even.</summary>
    public static void DoubleToSingle(ReadOnlySpan<byte> source, Span<float> destination) =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(source), destination);

    /// <summary>binary32 to bfloat16, rounded to nearest even; not-a-number stays one.</summary>
    public static void SingleToBFloat16(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(source[i]);
            // Half of the last kept bit, less one where that bit is 0: ties go to the even neighbour.
            uint rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
            destination[i] = (ushort)(float.IsNaN(source[i]) ? (bits >> 16) | 0x40 : rounded);
        }
    }
}
