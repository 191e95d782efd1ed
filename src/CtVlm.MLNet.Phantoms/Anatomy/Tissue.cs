namespace CtVlm.MLNet.Phantoms;

/// <summary>Attenuation of a patient's tissues in the enteric phase, HU.</summary>
internal sealed record Tissue
{
    public required float Fat { get; init; }

    public required float Muscle { get; init; }

    public required float Cortex { get; init; }

    public required float Marrow { get; init; }

    public required float Liver { get; init; }

    public required float Spleen { get; init; }

    public required float KidneyCortex { get; init; }

    public required float KidneyMedulla { get; init; }

    public required float Artery { get; init; }

    public required float Vein { get; init; }

    public required float MesentericVein { get; init; }

    public static Tissue Draw(RandomStream random) => new()
    {
        Fat = random.Normal(-102, 6),
        Muscle = random.Normal(60, 5),
        Cortex = random.Normal(520, 80),
        Marrow = random.Normal(170, 35),
        Liver = random.Normal(108, 12),
        Spleen = random.Normal(122, 10),
        KidneyCortex = random.Normal(185, 18),
        KidneyMedulla = random.Normal(120, 12),
        Artery = random.Normal(200, 30),
        Vein = random.Normal(125, 18),
        MesentericVein = random.Normal(150, 18),
    };

    /// <summary>The same tissues half a minute later: arteries fade, veins and organs brighten, the kidney evens out.</summary>
    public Tissue Delayed() => this with
    {
        Artery = Ramp.Lerp(Artery, 150, 0.8f),
        Vein = Ramp.Lerp(Vein, 145, 0.7f),
        MesentericVein = Ramp.Lerp(MesentericVein, 158, 0.5f),
        Liver = Liver + 8,
        Spleen = Spleen - 6,
        KidneyMedulla = Ramp.Lerp(KidneyMedulla, KidneyCortex, 0.7f),
    };
}
