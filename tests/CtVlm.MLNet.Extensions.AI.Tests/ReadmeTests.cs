using System.Text.RegularExpressions;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Extensions.AI.Tests;

public partial class ReadmeTests
{
    [Fact]
    public void Readme_Snippet_IsTheCompiledOne()
    {
        string readme = File.ReadAllText(Path.Combine(GoldenFiles.RepositoryRoot, "src", "CtVlm.MLNet.Extensions.AI", "README.md"));
        string source = File.ReadAllText(Path.Combine(GoldenFiles.RepositoryRoot, "tests", "CtVlm.MLNet.Extensions.AI.Tests", "ReadmeSnippet.cs"));
        HashSet<string> compiled = [.. source.Split('\n').Select(line => line.Trim())];
        string[] lines = [.. CodeBlock().Match(readme).Groups[1].Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, compiled));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
