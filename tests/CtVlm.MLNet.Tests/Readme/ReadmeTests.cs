using System.Text.RegularExpressions;

namespace CtVlm.MLNet.Tests;

public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(GoldenFiles.RepositoryRoot, "README.md"));

    [Fact]
    public void Readme_Pipelines_AreTheCompiledOnes()
    {
        string source = File.ReadAllText(Path.Combine(GoldenFiles.RepositoryRoot, "tests", "CtVlm.MLNet.Tests", "Readme", "ReadmePipeline.cs"));
        HashSet<string> compiled = [.. source.Split('\n').Select(line => line.Trim())];
        string[] lines = [.. CodeBlock().Matches(Readme).SelectMany(block => block.Groups[1].Value.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, compiled));
    }

    [Fact]
    public void Readme_Links_PointToFiles() => Assert.All(
        FileLink().Matches(Readme),
        link => Assert.True(Path.Exists(Path.Combine(GoldenFiles.RepositoryRoot, link.Groups[1].Value)), $"{link.Groups[1].Value} is not there."));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\(((?:src|tests|samples)/[^)]*)\)")]
    private static partial Regex FileLink();
}
