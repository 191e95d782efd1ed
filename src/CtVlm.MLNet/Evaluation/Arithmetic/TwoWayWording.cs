namespace CtVlm.MLNet;

/// <summary>How the reasons of undefined rates read: of one class among several, or of positive and negative rows.</summary>
internal sealed record TwoWayWording(string NoPositive, string NoNegative, string NeverCalled, string AlwaysCalled, string Neither)
{
    /// <summary>One class against the rest.</summary>
    public static TwoWayWording OfClass { get; } = new(
        "no row of this class", "no row of another class", "never predicted", "predicted for every row", "neither present nor predicted");

    /// <summary>Positive against negative rows.</summary>
    public static TwoWayWording OfSides { get; } = new(
        "no positive row", "no negative row", "no row called positive", "every row called positive", "no row positive or called positive");
}
