using System.Text;
using CtVlm.MLNet.Dicom;
using FellowOakDicom;

namespace CtVlm.MLNet.FoDicom.Tests;

public sealed class DatasetEncoderTests
{
    private const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    private static readonly HashSet<string> s_nativeOnly = [ExplicitLittleEndian, "1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"];

    /// <summary>fo-dicom itself has codecs for these.</summary>
    [Theory]
    [InlineData("ts-rle")]
    [InlineData("ts-jpegll-70")]
    [InlineData("ts-jpegll-57-a")]
    public void Encode_SyntaxThatOnlyFoDicomDecodes_IsDecompressed(string id)
    {
        byte[][] encoded = [.. GoldenObjects.Open(id).Select((file, i) => DatasetEncoder.Encode(file.Dataset, $"{i}", s_nativeOnly))];
        Assert.All(encoded, bytes => Assert.Equal(ExplicitLittleEndian, Reopen(bytes).FileMetaInfo.TransferSyntax.UID.UID));
        using CtVolume expected = CtVolume.Open(GoldenObjects.PathOf(id));
        using CtVolume actual = encoded.Select(Reopen).ToCtVolume();
        Assert.Equal(
            expected.ReadAll(cancellationToken: TestContext.Current.CancellationToken), actual.ReadAll(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Encode_SyntaxThatNobodyDecodes_StaysAsItIs()
    {
        DicomDataset dataset = GoldenObjects.Open("ts-j2k-90")[0].Dataset;
        Assert.Equal("1.2.840.10008.1.2.4.90", Reopen(DatasetEncoder.Encode(dataset, "0", s_nativeOnly)).FileMetaInfo.TransferSyntax.UID.UID);
    }

    [Fact]
    public void Encode_DeflatedDataset_IsWrittenInflated()
    {
        byte[] encoded = DatasetEncoder.Encode(GoldenObjects.Open("ts-deflated")[0].Dataset, "0");
        Assert.Equal("DICM", Encoding.ASCII.GetString(encoded, 128, 4));
        Assert.Equal(ExplicitLittleEndian, Reopen(encoded).FileMetaInfo.TransferSyntax.UID.UID);
    }

    [Fact]
    public void Encode_DatasetWithoutIdentifiers_NeedsNone()
    {
        DicomDataset dataset = new(GoldenObjects.Open("ts-explicit-le")[0].Dataset);
        dataset.Remove(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID);
        using CtVolume volume = dataset.ToCtVolume();
        Assert.Equal(1, volume.SliceCount);
    }

    private static DicomFile Reopen(byte[] bytes) => DicomFile.Open(new MemoryStream(bytes), FileReadOption.ReadAll);
}
