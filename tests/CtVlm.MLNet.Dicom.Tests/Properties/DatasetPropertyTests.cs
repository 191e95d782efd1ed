using System.IO.Compression;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Whatever a well-formed data set holds besides, and however it is encoded, its kept values and the place of its pixels are found.</summary>
public sealed class DatasetPropertyTests
{
    private const int Cases = 300;

    public static TheoryData<string> Syntaxes =>
    [
        TransferSyntaxes.ImplicitLittleEndian, TransferSyntaxes.ExplicitLittleEndian, TransferSyntaxes.ExplicitBigEndian, TransferSyntaxes.DeflatedLittleEndian,
    ];

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Read_RandomDatasets_KeepsValuesAndFindsPixels(string uid)
    {
        TransferSyntax syntax = TransferSyntaxes.Describe(uid);
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            IReadOnlyList<ElementNode> elements = new RandomDataset(random).Make();
            DatasetEncoder encoder = new DatasetEncoder(random, syntax.Encoding).Write(elements);
            byte[] pixels = new byte[2 * random.Next(1, 50)];
            encoder.Header(DicomTags.PixelData, "OW", (uint)pixels.Length);
            int pixelPosition = encoder.Position;
            byte[] meta = [.. new byte[128], .. "DICM"u8, .. TestSlice.Text(DicomTags.TransferSyntaxUid, "UI", uid)];
            byte[] dataset = [.. encoder.ToArray(), .. pixels];

            DicomHeader header = DicomHeaderReader.Read(
                new MemoryByteSource([.. meta, .. syntax.IsDeflated ? Deflate(dataset) : dataset]), $"seed {seed}", DicomLimits.Default);

            Assert.Equal(syntax, header.Syntax);
            Assert.Null(header.Irregularity);
            Assert.Equal(pixelPosition + (syntax.IsDeflated ? 0 : meta.Length), header.Pixels!.Position);
            Assert.Equal((uint)pixels.Length, header.Pixels.Length);
            AssertKept(elements, header.Dataset, seed);
        }
    }

    private static void AssertKept(IReadOnlyList<ElementNode> expected, DicomDataset actual, int seed)
    {
        foreach (ElementNode element in expected)
        {
            if (!DicomTags.IsKept(element.Tag) && !DicomTags.IsHint(element.Tag))
            {
                Assert.False(actual.Contains(element.Tag), $"seed {seed}: {DicomTags.Describe(element.Tag)} was kept");
            }
            else if (element.Items != null)
            {
                DicomDataset[] items = [.. actual.Items(element.Tag)];
                Assert.True(element.Items.Count == items.Length, $"seed {seed}: {DicomTags.Describe(element.Tag)} has {items.Length} items");
                for (int i = 0; i < items.Length; i++)
                {
                    AssertKept(element.Items[i], items[i], seed);
                }
            }
            else
            {
                AssertValue(element, actual, seed);
            }
        }

        // What stands in items must not show one level up.
        HashSet<uint> tags = [.. expected.Select(element => element.Tag)];
        Assert.All(
            new[] { DicomTags.Rows, DicomTags.ImageType, DicomTags.PixelSpacing, DicomTags.RescaleSlope, DicomTags.Modality },
            tag => Assert.True(tags.Contains(tag) || !actual.Contains(tag), $"seed {seed}: {DicomTags.Describe(tag)} came from an item"));
    }

    private static void AssertValue(ElementNode element, DicomDataset actual, int seed)
    {
        string place = $"seed {seed}: {DicomTags.Describe(element.Tag)}";
        string text = Encoding.ASCII.GetString(element.Value).TrimEnd(' ');
        switch (element.Vr)
        {
            case "US":
                Assert.True(BitConverter.ToUInt16(element.Value) == actual.GetUnsigned(element.Tag), place);
                break;
            case "DS":
                Assert.True(actual.GetDecimals(element.Tag)!.SequenceEqual(text.Split('\\').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))), place);
                break;
            default:
                Assert.True(text == actual.GetText(element.Tag), place);
                break;
        }
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using MemoryStream output = new();
        using (DeflateStream deflate = new(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return output.ToArray();
    }
}
