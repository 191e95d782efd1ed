using System.Text.RegularExpressions;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary>The tool's README names what the tool's help names: every command, every option.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(Path.Combine(GoldenFiles.RepositoryRoot, "src", "CtVlm.MLNet.Cli", "README.md"));

    private static readonly Dictionary<string, string> s_sections = Section().Matches(s_readme).ToDictionary(found => found.Groups[1].Value, found => found.Value);

    public static TheoryData<string> Commands => [.. s_sections.Keys];

    [Fact]
    public async Task Readme_Commands_AreThoseOfTheTool()
    {
        string help = (await ToolRun.SucceedAsync("--help")).Out;
        string[] commands = [.. Command().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(found => found.Groups[1].Value)];
        Assert.Equal(commands.Order(), s_sections.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Readme_OptionsOfACommand_AreThoseOfTheTool(string command)
    {
        string help = (await ToolRun.SucceedAsync(command, "--help")).Out;
        string[] options = [.. OptionLine().Matches(help).Select(found => found.Groups[1].Value).Where(option => option != "--help")];
        Assert.Equal(options.Order(), OptionWord().Matches(s_sections[command]).Select(found => found.Groups[1].Value).Distinct().Order());
        Assert.Matches($"(?m)^    ctvlm {command}( |$)", s_sections[command]);
    }

    [GeneratedRegex(@"^## ([a-z]+).*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^  (?:-\?, -h, )?(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionLine();

    [GeneratedRegex(@"(?<!-- )(--[a-z-]+)")]
    private static partial Regex OptionWord();
}
