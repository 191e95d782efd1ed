using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CtVlm.MLNet.Probe;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

public sealed partial class StrategyReportTests : IClassFixture<StrategyReportTests.Reported>
{
    private static readonly string[] s_sections = ["cohort", "leaderboard", "differences", "recommended", "reliability", "roc", "geometry", "cases", "provenance"];

    private readonly Reported _reported;

    public StrategyReportTests(Reported reported) => _reported = reported;

    [Fact]
    public void WriteReport_Page_IsOneFileWithoutNetworkOrScript()
    {
        Assert.StartsWith("<!DOCTYPE html>", _reported.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", _reported.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", _reported.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", _reported.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", _reported.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", _reported.Html, StringComparison.OrdinalIgnoreCase);
        Assert.All(Reference().Matches(_reported.Html), found => Assert.Matches("^(#|data:image/png;base64,)", found.Groups[1].Value));
    }

    [Fact]
    public void WriteReport_Elements_AreClosedInOrder()
    {
        Stack<string> open = new();
        foreach (Match tag in Tag().Matches(_reported.Html))
        {
            string name = tag.Groups[2].Value;
            if (tag.Groups[3].Value == "/" || name is "meta" or "img" or "br" or "wbr")
            {
                continue;
            }

            if (tag.Groups[1].Value.Length == 0)
            {
                open.Push(name);
            }
            else
            {
                Assert.Equal(open.Pop(), name);
            }
        }

        Assert.Empty(open);
        string[] ids = [.. Id().Matches(_reported.Html).Select(found => found.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(s_sections, section => Assert.Contains(section, ids));
    }

    [Fact]
    public void WriteReport_Page_NamesNoPatientReportOrPath()
    {
        Assert.All(SyntheticCohort.Rows(ComparisonFixture.Patients), row =>
        {
            Assert.DoesNotContain(row.PatientId, Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(row.Report, _reported.Html, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(Path.GetTempPath(), _reported.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, Text(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void WriteReport_TextsOfTheCaller_AreEscaped()
    {
        Assert.Contains("<h1>Gut &lt;script&gt;alert(1)&lt;/script&gt; &amp; more</h1>", _reported.Html, StringComparison.Ordinal);
        Assert.Contains("<td>site &lt;A&gt;</td><td>&quot;one&quot;</td>", _reported.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteReport_Content_IsThatOfTheResult()
    {
        Assert.Contains("Not a medical device", _reported.Html, StringComparison.Ordinal);
        Assert.All(_reported.Result.Statement.Split('\n'), sentence => Assert.Contains(HtmlText.Escape(sentence), _reported.Html, StringComparison.Ordinal));
        Assert.Contains("always &#39;", _reported.Html, StringComparison.Ordinal);
        Assert.Contains($"InvalidOperationException: {StrategyFailureText.Untold}", _reported.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("A trainer that fails on purpose", _reported.Html, StringComparison.Ordinal);
        Assert.Contains(_reported.Result.BestRun.Strategy.Encoder.GetHash(), _reported.Html, StringComparison.Ordinal);
        Assert.Contains("2026-02-03 04:05 UTC", _reported.Html, StringComparison.Ordinal);
        int cases = Regex.Count(_reported.Html, "class=\"case\"");
        Assert.InRange(cases, 2, 3);
        Assert.Equal(cases * 2, Regex.Count(_reported.Html, "src=\"data:image/png"));
    }

    [Fact]
    public void WriteReport_Leaderboard_HasEachMetricOnceAndLevelsForAll()
    {
        string[] table = Leaderboard().Match(_reported.Html).Groups[1].Value.Split("<tr");
        Assert.Single(Regex.Matches(table[1], ">macro F1<"));
        Assert.DoesNotContain(">MRR<", table[1], StringComparison.Ordinal);
        string chance = Assert.Single(table, row => row.Contains("chance:<wbr> random", StringComparison.Ordinal));
        Assert.Equal(Regex.Count(table[1], "<th"), Regex.Count(chance, "<td") + Regex.Matches(chance, "colspan=\"([0-9]+)\"").Sum(found => int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) - 1));
        // Macro F1, accuracy, balanced accuracy and kappa: three classes of one size.
        Assert.Equal(["0.333", "0.333", "0.333", "0.000"], Regex.Matches(chance, ">([0-9.]+)</td>").Select(found => found.Groups[1].Value));
    }

    [Fact]
    public void WriteReport_SameResult_GivesTheSameBytes()
    {
        using TemporaryFolder folder = new();
        _reported.Result.WriteReport(folder.Combine("again.html"), Reported.Options);
        Assert.Equal(_reported.Html, File.ReadAllText(folder.Combine("again.html")));
    }

    [Fact]
    public void WriteReport_OptionsOutOfRange_AreNamedTogether()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => _reported.Result.WriteReport("never.html", new StrategyReportOptions { Title = " ", CasesPerKind = -1, ThumbnailPixels = 4 }));
        Assert.Contains("Title is empty; CasesPerKind is -1, 0 or more expected; ThumbnailPixels is 4, 16 to 1024 expected", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("never.html"));
    }

    [Fact]
    public void ToJson_Document_HoldsTheLeaderboardInOrder()
    {
        JsonElement json = JsonDocument.Parse(_reported.Result.ToJson()).RootElement;
        JsonElement[] rows = [.. json.GetProperty("leaderboard").EnumerateArray()];
        Assert.Equal(_reported.Result.RunDetails.Count, rows.Length);
        Assert.Equal(_reported.Result.BestRun.Trial.TrialId, rows[0].GetProperty("trialId").GetInt32());
        JsonElement[] ranked = [.. rows.Where(row => row.GetProperty("rank").ValueKind == JsonValueKind.Number)];
        double[] metrics = [.. ranked.Select(row => row.GetProperty("metric").GetDouble())];
        Assert.Equal(metrics.OrderDescending(), metrics);
        Assert.All(ranked, row => Assert.InRange(row.GetProperty("metric").GetDouble(), row.GetProperty("lower").GetDouble(), row.GetProperty("upper").GetDouble()));
        JsonElement failed = Assert.Single(rows, row => row.GetProperty("status").GetString() == "failed");
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("metric").ValueKind);
        Assert.Equal(ranked.Length - 1, json.GetProperty("differences").GetArrayLength());
    }

    // The page without its pictures: base64 may hold any letters.
    private string Text() => Picture().Replace(_reported.Html, "");

    [GeneratedRegex("(?:src|href|xlink:href)=\"([^\"]*)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\\s(?:[^>\"]|\"[^\"]*\")*?)?(/?)>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\bid=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("id=\"leaderboard\".*?<table class=\"wide\">(.*?)</table>", RegexOptions.Singleline)]
    private static partial Regex Leaderboard();

    [GeneratedRegex("base64,[A-Za-z0-9+/=]+")]
    private static partial Regex Picture();

    /// <summary>One experiment and its page.</summary>
    public sealed class Reported
    {
        public Reported()
        {
            ComparisonFixture fixture = new();
            StrategyTrainer failing = StrategyTrainer.From("failing", _ => throw new InvalidOperationException("A trainer that fails on purpose."));
            Result = fixture.Run(fixture.Settings(
                fixture.Strategy(pooling: SlicePooling.GatedAttention(new PoolingTraining { MaxEpochs = 5 }, hidden: 4)),
                fixture.Strategy(),
                fixture.Strategy(projection: EmbeddingProjection.Pca(2)),
                fixture.Strategy(failing)) with
            { RefitsBest = true, ReportColumnName = "Report" });
            using TemporaryFolder folder = new();
            Result.WriteReport(folder.Combine("report.html"), Options);
            Html = File.ReadAllText(folder.Combine("report.html"));
        }

        public static StrategyReportOptions Options { get; } = new()
        {
            Title = "Gut <script>alert(1)</script> & more",
            CasesPerKind = 1,
            SlicesPerCase = 2,
            Written = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
            Notes = [new("site <A>", "\"one\"")],
        };

        public StrategyExperimentResult Result { get; }

        public string Html { get; }
    }
}
