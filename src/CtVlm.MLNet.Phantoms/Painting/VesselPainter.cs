namespace CtVlm.MLNet.Phantoms;

/// <summary>Paints vessels and lymph nodes.</summary>
internal static class VesselPainter
{
    public static void PaintGreat(Canvas canvas, Abdomen abdomen, Tissue tissue)
    {
        foreach (Vessel vessel in abdomen.Great.Vessels)
        {
            Paint(canvas, vessel, tissue);
        }
    }

    public static void PaintMesentery(Canvas canvas, Abdomen abdomen, Tissue tissue)
    {
        foreach (Vessel vessel in abdomen.Mesentery.Vessels)
        {
            Paint(canvas, vessel, tissue);
        }

        foreach (Ellipsoid node in abdomen.Mesentery.Nodes)
        {
            canvas.Paint(node, (_, _, _, _) => 78, isClipped: true);
        }
    }

    private static void Paint(Canvas canvas, Vessel vessel, Tissue tissue)
    {
        float hu = vessel.Kind switch
        {
            VesselKind.Artery => tissue.Artery,
            VesselKind.Vein => tissue.Vein,
            VesselKind.Mesenteric => tissue.MesentericVein,
            VesselKind.Hepatic => tissue.Liver + 34,
            _ => tissue.MesentericVein + 15,
        };
        Shade blood = (_, _, _, _) => hu;
        foreach (Capsule piece in vessel.Pieces())
        {
            // The great vessels leave the cavity through its wall; the small ones end at it.
            canvas.Paint(piece, blood, isClipped: MathF.Max(piece.RadiusFrom, piece.RadiusTo) < 4);
        }
    }
}
