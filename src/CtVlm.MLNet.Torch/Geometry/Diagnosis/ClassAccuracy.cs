namespace CtVlm.MLNet.Torch;

/// <summary>Shares of rows predicted right.</summary>
internal static class ClassAccuracy
{
    /// <summary>The share of all rows.</summary>
    public static GeometryFigure Plain(int[] predicted, int[] actual) =>
        GeometryFigure.Quotient(predicted.Zip(actual).Count(pair => pair.First == pair.Second), actual.Length, "there is no row");

    /// <summary>The mean over the classes of the share of their rows.</summary>
    public static GeometryFigure Balanced(int[] predicted, int[] actual) => actual.Length == 0
        ? GeometryFigure.None("there is no row")
        : GeometryFigure.Of(predicted.Zip(actual).GroupBy(pair => pair.Second).Average(rows => (double)rows.Count(pair => pair.First == pair.Second) / rows.Count()));
}
