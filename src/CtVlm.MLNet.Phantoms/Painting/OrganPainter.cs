namespace CtVlm.MLNet.Phantoms;

/// <summary>Paints liver, spleen, kidneys, pancreas, stomach, gall bladder and bladder.</summary>
internal static class OrganPainter
{
    public static void Paint(Canvas canvas, Abdomen abdomen, Tissue tissue)
    {
        Organs organs = abdomen.Organs;
        NoiseLattice fine = abdomen.FineNoise, coarse = abdomen.CoarseNoise;
        canvas.Paint(new LiverShape(organs), (_, x, y, z) => tissue.Liver + (6 * fine.At(x, y, z)) + (2 * coarse.At(x, y, z)), isClipped: true);
        canvas.Paint(new SpleenShape(organs), (_, x, y, z) => tissue.Spleen + (6 * fine.At(x, y, z)), isClipped: true);
        PaintKidney(canvas, abdomen, tissue, organs.KidneyRight, -1);
        PaintKidney(canvas, abdomen, tissue, organs.KidneyLeft, 1);
        PaintPancreas(canvas, abdomen);
        float level = organs.Stomach.Center.Y - (0.25f * organs.Stomach.Radii.Y);
        canvas.Paint(organs.Stomach, (depth, x, y, z) => depth < 3.5f ? 92 + (8 * fine.At(x, y, z)) : y < level ? -920 : 22 + (6 * coarse.At(x, y, z)), isClipped: true);
        canvas.Paint(organs.Gallbladder, (depth, _, _, _) => depth < 1.8f ? 62 : 11, isClipped: true);
        canvas.Paint(organs.Bladder, (depth, _, _, _) => depth < 3 ? 52 : 6, isClipped: true);
    }

    private static void PaintKidney(Canvas canvas, Abdomen abdomen, Tissue tissue, Ellipsoid kidney, int side)
    {
        NoiseLattice fine = abdomen.FineNoise, coarse = abdomen.CoarseNoise;
        canvas.Paint(kidney, (depth, x, y, z) =>
        {
            // Columns of cortex reach between the pyramids.
            float column = Ramp.Smooth((coarse.At(2.2f * x, 2.2f * y, 1.6f * z) - 0.1f) / 0.25f);
            float medulla = Ramp.Smooth((depth - 6) / 2) * (1 - column);
            return Ramp.Lerp(tissue.KidneyCortex, tissue.KidneyMedulla, medulla) + (5 * fine.At(x, y, z));
        });
        Ellipsoid sinus = kidney with
        {
            Center = kidney.Center + new Point3(-side * 0.52f * kidney.Radii.X, -0.25f * kidney.Radii.Y, 0),
            Radii = new(0.55f * kidney.Radii.X, 0.36f * kidney.Radii.Y, 0.46f * kidney.Radii.Z),
        };
        canvas.Paint(sinus, (depth, _, _, _) => depth > 4 ? 18 : tissue.Fat + 25);
    }

    private static void PaintPancreas(Canvas canvas, Abdomen abdomen)
    {
        Habitus body = abdomen.Body;
        NoiseLattice fine = abdomen.FineNoise;
        float y = body.SpineY, h = body.HeightMm;
        IReadOnlyList<Point3> line = Spline.Through(
            [new(-34, y - 54, 0.62f * h), new(-22, y - 66, 0.66f * h), new(4, y - 72, 0.69f * h), new(40, y - 58, 0.725f * h), new(78, y - 34, 0.76f * h)], 5);
        Shade gland = (_, x, y, z) => 92 + (22 * fine.At(x, y, z));
        foreach (Capsule piece in new Vessel(line, 12, 8, VesselKind.Vein).Pieces())
        {
            canvas.Paint(piece, gland, isClipped: true);
        }
    }
}
