namespace CtVlm.MLNet.Torch;

/// <summary>Arguments of projections as text; numbers in the invariant culture and round-trip precision.</summary>
internal static class ProjectionText
{
    /// <summary>A whole number.</summary>
    public static string Text(int value) => PoolingArguments.Text(value);

    /// <summary>A whole number, or what its absence means.</summary>
    public static string Text(int? value, string absent) => value is { } number ? Text(number) : absent;

    /// <summary>A number.</summary>
    public static string Text(double value) => PoolingArguments.Text(value);

    /// <summary>A number, or what its absence means.</summary>
    public static string Text(double? value, string absent) => value is { } number ? Text(number) : absent;

    /// <summary>A choice.</summary>
    public static string Text(Enum value) => PoolingArguments.Text(value);

    /// <summary>Yes or no.</summary>
    public static string Text(bool value) => value ? "true" : "false";

    /// <summary>How far a covariance is shrunk.</summary>
    public static string Text(CovarianceShrinkage shrinkage) => Text(shrinkage.Alpha, "ledoitwolf");
}
