using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Turns the samples of one frame into Hounsfield units.</summary>
/// <remarks>HU = stored x slope + intercept in double, rounded once to float. <b>Source:</b> DICOM PS3.3 C.11.1.1.2.</remarks>
internal static partial class HuConverter
{
    /// <summary>Converts a run of samples.</summary>
    /// <param name="samples">Little-endian samples, BitsAllocated bits each; destination.Length of them.</param>
    /// <param name="format">How to cut the value out of a sample.</param>
    /// <param name="transform">What to make of the value.</param>
    /// <param name="destination">Receives the Hounsfield units.</param>
    public static void Convert(ReadOnlySpan<byte> samples, PixelFormat format, ModalityTransform transform, Span<float> destination)
    {
        if (IsIntegerCase(format, transform))
        {
            ConvertIntegers(samples, format, (int)transform.Slope, (int)transform.Intercept, destination);
        }
        else
        {
            ConvertGeneral(samples, format, transform, destination);
        }
    }

    /// <summary>
    /// Whether 32-bit integers hold every product and sum, so that the only rounding is that to float, as on the way through double.
    /// </summary>
    private static bool IsIntegerCase(PixelFormat format, ModalityTransform transform) =>
        format.BitsAllocated == 16 && transform.Lut == null
        && double.IsInteger(transform.Slope) && double.IsInteger(transform.Intercept)
        && (Math.Abs(transform.Slope) * 65536) + Math.Abs(transform.Intercept) < int.MaxValue;

    private static void ConvertGeneral(ReadOnlySpan<byte> samples, PixelFormat format, ModalityTransform transform, Span<float> destination)
    {
        int size = format.BitsAllocated / 8;
        if (transform.Lut == null)
        {
            double slope = transform.Slope, intercept = transform.Intercept;
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = (float)((StoredValue(samples.Slice(i * size, size), format) * slope) + intercept);
            }

            return;
        }

        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)transform.Lut.Apply(StoredValue(samples.Slice(i * size, size), format));
        }
    }

    /// <summary>The value in one sample: shifted, masked, and sign-extended from BitsStored - 1.</summary>
    public static double StoredValue(ReadOnlySpan<byte> sample, PixelFormat format)
    {
        uint bits = sample.Length switch
        {
            1 => sample[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(sample),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(sample),
        };

        // At the top of 32 bits the left shift drops what lies above HighBit, the right shift drops what lies below the value.
        uint top = bits << (31 - format.HighBit);
        int down = 32 - format.BitsStored;
        return format.IsSigned ? (int)top >> down : top >> down;
    }
}
