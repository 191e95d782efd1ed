namespace CtVlm.MLNet.Phantoms;

/// <summary>A vessel as a line with a radius that falls or grows along it.</summary>
/// <param name="Line">Points, mm.</param>
/// <param name="RadiusFrom">Radius at the first point, mm.</param>
/// <param name="RadiusTo">Radius at the last point, mm.</param>
/// <param name="Kind">Which blood it carries.</param>
internal sealed record Vessel(IReadOnlyList<Point3> Line, float RadiusFrom, float RadiusTo, VesselKind Kind)
{
    /// <summary>The pieces of the vessel.</summary>
    public IEnumerable<Capsule> Pieces()
    {
        for (int i = 0; i + 1 < Line.Count; i++)
        {
            float from = i / (float)(Line.Count - 1), to = (i + 1) / (float)(Line.Count - 1);
            yield return new Capsule(Line[i], Line[i + 1], Ramp.Lerp(RadiusFrom, RadiusTo, from), Ramp.Lerp(RadiusFrom, RadiusTo, to));
        }
    }
}
