namespace CtVlm.MLNet;

/// <summary>What happens to a row whose series cannot be used.</summary>
public enum SeriesErrorPolicy
{
    /// <summary>The pass ends with the exception.</summary>
    Throw = 0,

    /// <summary>The row is left out of the view. A prediction engine has no row to leave out: there it is as <see cref="MissingValue"/>.</summary>
    SkipRow = 1,

    /// <summary>The row stays; its value is missing, and a text column gives the reason.</summary>
    MissingValue = 2,
}
