using System.Text;

namespace CtVlm.MLNet;

/// <content>One page for people, one document for programs.</content>
public sealed partial class StrategyExperimentResult
{
    private IReadOnlyList<StrategyStanding>? _standings;

    /// <summary>What a report needs beyond the figures; null where the run does not know it.</summary>
    internal StrategyEvidence? Evidence { get; init; }

    /// <summary>The strategies from best to worst, with intervals; computed when first asked for.</summary>
    internal IReadOnlyList<StrategyStanding> Standings => _standings ??= StrategyStanding.Order(this);

    /// <summary>
    /// Writes one self-contained HTML file: statement, cohort and quality of its series, leaderboard with intervals, differences, confusion, reliability, ROC by cut-point,
    /// geometry, slices of chosen cases, provenance. It asks nothing of a network, runs no script, names rows by number, and holds no path and no patient.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="options">What it shows; null for the defaults.</param>
    /// <remarks>
    /// Reads headers of all series, and pixels of the chosen cases, again; the encoder does not run. Figures that need the recommended model are left out, and the report
    /// says so, where it was not fitted on all rows. Sample: samples/05-CompareGeometries.
    /// </remarks>
    /// <exception cref="ArgumentException">The path is empty or an option is out of range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteReport(string path, StrategyReportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new StrategyReportOptions();
        options.Check();
        File.WriteAllText(path, StrategyReport.Write(this, options), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>One JSON document: statement, cohort, the strategies from best to worst with intervals, paired differences, the nested estimate.</summary>
    /// <returns>Indented JSON, camel case, numbers in round-trip precision; what is undefined is null.</returns>
    public string ToJson() => StrategyJson.Write(this);
}
