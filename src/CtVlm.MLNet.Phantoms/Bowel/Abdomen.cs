namespace CtVlm.MLNet.Phantoms;

/// <summary>Everything about a patient's body that all series of the patient share.</summary>
internal sealed class Abdomen
{
    private Abdomen()
    {
    }

    public required Habitus Body { get; init; }

    public required Organs Organs { get; init; }

    public required GreatVessels Great { get; init; }

    public required BowelPoint[] Colon { get; init; }

    public required BowelPoint[] SmallBowel { get; init; }

    public required Tissue Tissue { get; init; }

    public required Mesentery Mesentery { get; init; }

    /// <summary>Fine and coarse noise that textures the tissues.</summary>
    public required NoiseLattice FineNoise { get; init; }

    public required NoiseLattice CoarseNoise { get; init; }

    /// <summary>Builds the body of one patient around its lesions.</summary>
    public static Abdomen Build(int seed, int index, LesionPlan plan, float normalWallMm)
    {
        RandomStream random = RandomStream.For(seed, index, "anatomy");
        Habitus body = Habitus.Draw(random);
        Organs organs = Organs.Draw(random, body);
        GreatVessels great = GreatVessels.Draw(random, body, organs);
        BowelPoint[] colon = ColonBuilder.Build(random, body);
        CavityMap cavity = new(body, organs, colon);
        RandomStream bowel = RandomStream.For(seed, index, "bowel");
        BowelPoint[] small = SmallBowelBuilder.Build(bowel, body, cavity, normalWallMm, plan, colon[4].Position + new Point3(10, 4, 0));
        RandomStream texture = RandomStream.For(seed, index, "texture");
        return new Abdomen
        {
            Body = body,
            Organs = organs,
            Great = great,
            Colon = colon,
            SmallBowel = small,
            Tissue = Tissue.Draw(texture),
            Mesentery = Mesentery.Draw(RandomStream.For(seed, index, "mesentery"), great, small, plan),
            FineNoise = new NoiseLattice(texture, 3.2f),
            CoarseNoise = new NoiseLattice(texture, 14),
        };
    }
}
