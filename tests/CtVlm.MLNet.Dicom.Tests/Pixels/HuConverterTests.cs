using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The fast conversion against an obvious one, bit by bit.</summary>
public sealed class HuConverterTests
{
    /// <summary>Not a multiple of any vector length, so that the remainder is tested too.</summary>
    private const int Count = 1021;

    public static TheoryData<int, int, int, bool, double, double> Layouts
    {
        get
        {
            TheoryData<int, int, int, bool, double, double> data = [];
            (double, double)[] transforms = [(1, -1024), (1, 0), (2, -1000), (-1, 3071), (0.1, -1000.05), (0.0625, -1024.5), (30000, 100), (1.5, 7), (40000, 1e9)];
            foreach ((int allocated, int stored, int highBit) in new[] { (16, 12, 11), (16, 16, 15), (16, 12, 15), (16, 12, 14), (16, 1, 0), (16, 13, 12), (8, 8, 7), (8, 5, 6), (32, 32, 31), (32, 20, 25) })
            {
                foreach ((double slope, double intercept) in transforms)
                {
                    data.Add(allocated, stored, highBit, true, slope, intercept);
                    data.Add(allocated, stored, highBit, false, slope, intercept);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Convert_AnyLayout_EqualsTheObviousWay(int allocated, int stored, int highBit, bool isSigned, double slope, double intercept)
    {
        PixelFormat format = Format(allocated, stored, highBit, isSigned);
        byte[] samples = new byte[Count * allocated / 8];
        new Random(allocated + (stored * 100) + highBit).NextBytes(samples);
        float[] expected = [.. Enumerable.Range(0, Count).Select(i => Obvious(samples, i, format, slope, intercept))];
        float[] actual = new float[Count];

        HuConverter.Convert(samples, format, new ModalityTransform(slope, intercept, Lut: null), actual);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Convert_EverySixteenBitPattern_EqualsTheObviousWay()
    {
        byte[] samples = new byte[65536 * 2];
        for (int i = 0; i < 65536; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(samples.AsSpan(i * 2), (ushort)i);
        }

        PixelFormat format = Format(16, 12, 11, isSigned: true);
        float[] actual = new float[65536];

        HuConverter.Convert(samples, format, new ModalityTransform(1, -1024, Lut: null), actual);

        Assert.Equal(Enumerable.Range(0, 65536).Select(i => Obvious(samples, i, format, 1, -1024)), actual);
    }

    [Fact]
    public void Convert_ModalityLut_ClampsAtItsEnds()
    {
        ModalityLut lut = new(firstStored: 10, entries: [100, 200, 300]);
        float[] actual = new float[5];

        HuConverter.Convert([0, 10, 11, 12, 250], Format(8, 8, 7, isSigned: false), new ModalityTransform(1, 0, lut), actual);

        Assert.Equal([100f, 100f, 200f, 300f, 300f], actual);
    }

    /// <summary>One sample, bit by bit, as the standard describes it.</summary>
    private static float Obvious(byte[] samples, int index, PixelFormat format, double slope, double intercept)
    {
        long bits = 0;
        for (int b = 0; b < format.SampleBytes; b++)
        {
            bits |= (long)samples[(index * format.SampleBytes) + b] << (8 * b);
        }

        long value = 0;
        for (int b = 0; b < format.BitsStored; b++)
        {
            value |= ((bits >> (format.HighBit - format.BitsStored + 1 + b)) & 1) << b;
        }

        if (format.IsSigned && ((value >> (format.BitsStored - 1)) & 1) == 1)
        {
            value -= 1L << format.BitsStored;
        }

        return (float)((value * slope) + intercept);
    }

    private static PixelFormat Format(int allocated, int stored, int highBit, bool isSigned) => new()
    {
        Rows = 1,
        Columns = Count,
        BitsAllocated = allocated,
        BitsStored = stored,
        HighBit = highBit,
        IsSigned = isSigned,
    };
}
