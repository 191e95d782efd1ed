using System.Text.RegularExpressions;
using System.Xml.Linq;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The page that helps to choose a geometry leaves nothing out.</summary>
public partial class GeometryReadmeTests
{
    private const long MaxBytes = 1_500_000;

    private static readonly string s_folder = Path.Combine(GoldenFiles.RepositoryRoot, "src", "CtVlm.MLNet.Torch", "Geometry");
    private static readonly string s_page = File.ReadAllText(Path.Combine(s_folder, "README.md"));

    public static TheoryData<string> Names => [.. SlicePooling.Known, .. EmbeddingProjection.Examples.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_Entry_HasALineAndAPicture(string name)
    {
        Assert.Single(s_page.Split('\n'), line => line.StartsWith($"| ![{name}](pictures/{name}.svg) |", StringComparison.Ordinal));
        XElement svg = XDocument.Load(Path.Combine(s_folder, "pictures", $"{name}.svg")).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.True(svg.Elements().Count() > 10, "an empty picture");
    }

    [Fact]
    public void Page_SpecificationsOfPoolings_AreUnderstood() => Assert.All(
        Specification().Matches(s_page),
        line => Assert.StartsWith(line.Groups[1].Value, SlicePooling.Parse(line.Groups[2].Value).Specification, StringComparison.Ordinal));

    [Fact]
    public void Pictures_Folder_HoldsNothingElseAndIsSmall()
    {
        FileInfo[] files = new DirectoryInfo(Path.Combine(s_folder, "pictures")).GetFiles();
        Assert.Equal(Names.Select(row => $"{row.Data}.svg").Order(StringComparer.Ordinal), files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.True(files.Sum(file => file.Length) < MaxBytes, "too large");
    }

    [GeneratedRegex(@"^\| !\[([a-z]+)\]\(pictures/[a-z]+\.svg\) \| `([a-z0-9:=,.E+-]+)`", RegexOptions.Multiline)]
    private static partial Regex Specification();
}
