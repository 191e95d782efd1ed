using CtVlm.MLNet.Testing;

namespace CtVlm.MLNet.Cli.Tests;

public class StudiesCsvTests
{
    [Fact]
    public void Read_QuotedFieldsAndExtraColumns_AreKept()
    {
        StudyTable table = Read("site,series_path,severity,report,patient_id,note\nA,s/1,2,\"Wall, thick.\nSays \"\"severe\"\".\",P1,x\nB,\"s,2\",,,P2,\n", out string folder);
        Assert.Equal(["site", "note"], table.ExtraColumns);
        Assert.Equal(["s/1", "s,2"], table.Studies.Select(study => study.SeriesPath));
        Assert.Equal([Path.Combine(folder, "s/1"), Path.Combine(folder, "s,2")], table.Studies.Select(study => study.Locator));
        Assert.Equal([2f, null], table.Studies.Select(study => study.Severity));
        Assert.Equal("Wall, thick.\nSays \"severe\".", table.Studies[0].Report);
        Assert.Equal(["P1", "P2"], table.Studies.Select(study => study.PatientId));
        Assert.Equal([["A", "x"], ["B", ""]], table.Studies.Select(study => study.Extras));
    }

    [Fact]
    public void Read_OnlyPaths_LeavesTheRestEmpty()
    {
        Study study = Assert.Single(Read("series_path\r\nfolder|1.2.3\r\n", out _).Studies);
        Assert.EndsWith("folder|1.2.3", study.Locator, StringComparison.Ordinal);
        Assert.Equal(("", "", null), (study.PatientId, study.Report, study.Severity));
    }

    [Theory]
    [InlineData("", "series_path")]
    [InlineData("path,severity\na,1\n", "no column 'series_path'")]
    [InlineData("series_path,a,a\nx,1,2\n", "column 'a' more than once")]
    [InlineData("series_path,severity\n", "names no series")]
    [InlineData("series_path,severity\na,1,2\n", "RFC 4180")]
    [InlineData("series_path,severity\n\"a\"b,1\n", "RFC 4180")]
    [InlineData("series_path,severity\na,1\nb,SECRET\n", "line 3: severity must be a number or empty")]
    public void Read_OtherForm_SaysWhereAndWhat(string text, string expected)
    {
        string message = Assert.Throws<ToolException>(() => Read(text, out _)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", message, StringComparison.Ordinal);
    }

    private static StudyTable Read(string text, out string folder)
    {
        using TemporaryFolder temporary = new();
        folder = temporary.Path;
        File.WriteAllText(temporary.Combine("studies.csv"), text);
        return StudiesCsv.Read(temporary.Combine("studies.csv"));
    }
}
