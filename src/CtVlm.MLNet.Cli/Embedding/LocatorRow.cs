namespace CtVlm.MLNet.Cli;

/// <summary>A row of the pipeline that starts from paths.</summary>
internal sealed class LocatorRow
{
    /// <summary>Place in the list of studies.</summary>
    public int Index { get; set; }

    /// <summary>What LoadCtSeries opens.</summary>
    public string Locator { get; set; } = "";
}
