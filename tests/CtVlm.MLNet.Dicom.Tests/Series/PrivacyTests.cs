using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Nothing that identifies a patient leaves the reader, whatever goes wrong.</summary>
public sealed class PrivacyTests : IDisposable
{
    private static readonly string[] Identity = [TestSlice.PatientName, "Muster", "Erika", TestSlice.PatientId, TestSlice.BirthDate, TestSlice.Comment, "Miller"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_FilesCutAtEveryByte_NeverNamesThePatient()
    {
        byte[] whole = new TestSlice().ToBytes();
        for (int length = 1; length < whole.Length; length += 3)
        {
            File.WriteAllBytes(_folder["cut.dcm"], whole[..length]);
            AssertNoIdentity();
        }
    }

    [Theory]
    [InlineData(0x0020_0032u)]
    [InlineData(0x0020_0037u)]
    [InlineData(0x0028_0030u)]
    [InlineData(0x0028_1052u)]
    [InlineData(0x0028_1053u)]
    [InlineData(0x0028_0008u)]
    public void Scan_NameWhereANumberBelongs_IsNotRepeated(uint tag)
    {
        // The misplaced element comes first, so it is the one that counts.
        new TestSlice { Extra = TestSlice.Text(tag, "DS", TestSlice.PatientName) }.Write(_folder["swapped.dcm"]);

        AssertNoIdentity();
        Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Skipped);
    }

    [Fact]
    public void Describe_GoldenSeriesWithAPatientName_DoesNotRepeatIt()
    {
        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(GoldenSeries.PathOf("cs-jis"), cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.DoesNotContain("^", Everything(entry.Description));
        Assert.All(Everything(entry.Description), c => Assert.True(char.IsAscii(c) || c == '…'));
    }

    private static string Everything(CtSeriesDescription series) =>
        $"{series.SeriesInstanceUid} {series.Modality} {series.TransferSyntaxUid} {string.Join(' ', series.Warnings)}";

    private void AssertNoIdentity()
    {
        CtInventory inventory = CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        StringBuilder said = new();
        foreach (SkippedFile file in inventory.Skipped)
        {
            said.AppendLine(file.Reason).AppendLine(file.Error?.ToString());
        }

        foreach (CtSeriesEntry entry in inventory.Series)
        {
            said.AppendLine(Everything(entry.Description));
        }

        Assert.DoesNotContain(Identity, word => said.ToString().Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
