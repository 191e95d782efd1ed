namespace CtVlm.MLNet;

/// <summary>What an evaluation does with rows whose label is missing (key 0, NaN, empty text).</summary>
public enum MissingLabelPolicy
{
    /// <summary>The evaluation ends with an exception that says how many there are and which is the first.</summary>
    Throw = 0,

    /// <summary>The rows are left out and counted beside the metrics.</summary>
    SkipRow = 1,
}
