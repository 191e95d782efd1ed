namespace CtVlm.MLNet.Torch;

/// <summary>A tensor of a checkpoint that a module does not have, by intent.</summary>
/// <param name="Pattern">A full name, the beginning of one followed by '*', or '*' followed by its end.</param>
/// <param name="Reason">Why it is left out.</param>
internal sealed record PermittedDifference(string Pattern, string Reason)
{
    /// <summary>True when a name is meant.</summary>
    public bool Matches(string name) =>
        Pattern.EndsWith('*') ? name.StartsWith(Pattern[..^1], StringComparison.Ordinal)
        : Pattern.StartsWith('*') ? name.EndsWith(Pattern[1..], StringComparison.Ordinal)
        : name == Pattern;
}
