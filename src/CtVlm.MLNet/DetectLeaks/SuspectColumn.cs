namespace CtVlm.MLNet;

/// <summary>Values of a column, or of one place of a vector, that may reveal the label.</summary>
/// <param name="Name">The column, with the place where it is a vector.</param>
/// <param name="Texts">Value of each row as text; null: missing. Null where the values are numbers.</param>
/// <param name="Numbers">Value of each row as a number; NaN: missing. Null where the values are texts.</param>
/// <param name="IsFreeText">Whether the texts may hold a class name among other words.</param>
internal sealed record SuspectColumn(string Name, List<string?>? Texts, List<double>? Numbers, bool IsFreeText)
{
    /// <summary>How many ways of revealing a label are tried on it.</summary>
    public int Rules => Numbers is not null || IsFreeText ? 2 : 1;

    /// <summary>Whether a row has a value.</summary>
    public bool Has(int row) => Texts is null ? !double.IsNaN(Numbers![row]) : Texts[row] is not null;
}
