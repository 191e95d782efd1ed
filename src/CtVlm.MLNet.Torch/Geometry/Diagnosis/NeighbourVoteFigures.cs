using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>How well the k nearest other rows predict the class of a row: majority vote, the first class at a tie.</summary>
/// <remarks><b>Source:</b> Cover and Hart 1967, leave one out; patient-disjoint votes leave out every row of the same patient.</remarks>
public sealed record NeighbourVoteFigures
{
    /// <summary>The distance.</summary>
    public required GeometryDistance Distance { get; init; }

    /// <summary>k, as used: lowered to N - 1 where the rows are few. A row with fewer rows of other patients asks all of those.</summary>
    public required int Neighbours { get; init; }

    /// <summary>Whether every row of the same patient was left out of the vote.</summary>
    public required bool IsPatientDisjoint { get; init; }

    /// <summary>Share of rows predicted right, in [0, 1].</summary>
    public required GeometryFigure Accuracy { get; init; }

    /// <summary>Mean over the classes of the share predicted right, in [0, 1].</summary>
    public required GeometryFigure BalancedAccuracy { get; init; }

    /// <summary>The figures for display.</summary>
    internal IEnumerable<NamedFigure> ToFigures()
    {
        string suffix = string.Create(
            CultureInfo.InvariantCulture, $", {Distance.ToString().ToLowerInvariant()}, k = {Neighbours}{(IsPatientDisjoint ? ", other patients" : "")}");
        return [new("Neighbour" + nameof(Accuracy) + suffix, Accuracy), new("Neighbour" + nameof(BalancedAccuracy) + suffix, BalancedAccuracy)];
    }
}
