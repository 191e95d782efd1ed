using CtVlm.MLNet.Torch;

namespace GeometryPictures;

/// <summary>Draws the toy cloud before and after a projection.</summary>
internal static class ProjectionPicture
{
    /// <summary>The picture.</summary>
    public static string Draw(ProjectionExample example)
    {
        EmbeddingProjection projection = example.Projection;
        bool hasCounterpart = projection.CounterpartColumnName is not null;
        FittedProjection fitted = projection.Fit(new ProjectionData(ToyCloud.Width, ToyCloud.Rows)
        {
            Classes = projection.LabelColumnName is null ? [] : ToyCloud.Classes,
            Counterparts = hasCounterpart ? ToyCloud.Counterparts : default,
        });
        var picture = new Picture();
        float[][] others = hasCounterpart ? Split(ToyCloud.Counterparts) : [];
        DrawPlane(picture, Picture.Left, "before", hasCounterpart ? "squares: the other side" : "value 1 across, value 2 up", Split(ToyCloud.Rows), others);
        float[][] after = [.. Split(ToyCloud.Rows).Select(row => Map(fitted, row))];
        if (fitted.OutputWidth == 1)
        {
            DrawLine(picture, after);
        }
        else
        {
            string axis = fitted.OutputWidth == ToyCloud.Width ? "value 1 across, value 2 up" : $"values 1, 2 of {fitted.OutputWidth}";
            DrawPlane(picture, Picture.Right, "after", axis, after, [.. others.Select(other => fitted.Normalizes ? Normalize(other) : other)]);
        }

        return picture.Finish();
    }

    private static void DrawPlane(Picture picture, Func<double[], double[], Panel> place, string heading, string axis, float[][] rows, float[][] others)
    {
        float[][] all = [.. rows, .. others];
        Panel panel = place([0, .. all.Select(row => (double)row[0])], [0, .. all.Select(row => (double)row[1])]);
        picture.Frame(panel, heading, axis);
        foreach (float[] other in others)
        {
            picture.Square(panel.X(other[0]), panel.Y(other[1]), 3, Picture.Quiet);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            Mark(picture, panel.X(rows[i][0]), panel.Y(rows[i][1]), ToyCloud.Classes[i]);
        }
    }

    // One value comes out: the classes lie one above the other.
    private static void DrawLine(Picture picture, float[][] rows)
    {
        Panel panel = Picture.Right([0, .. rows.Select(row => (double)row[0])], [-1, 2]);
        picture.Frame(panel, "after", "the one value across, classes apart");
        for (int i = 0; i < rows.Length; i++)
        {
            Mark(picture, panel.X(rows[i][0]), panel.Y(ToyCloud.Classes[i]), ToyCloud.Classes[i]);
        }
    }

    private static void Mark(Picture picture, double x, double y, int row)
    {
        if (row == 0)
        {
            picture.Circle(x, y, 3.5, Picture.Blue);
        }
        else
        {
            picture.Triangle(x, y, 4, Picture.Orange);
        }
    }

    private static float[][] Split(float[] rows) => [.. rows.Chunk(ToyCloud.Width)];

    private static float[] Map(FittedProjection fitted, float[] row)
    {
        float[] mapped = new float[fitted.OutputWidth];
        fitted.Apply(row, mapped);
        return mapped;
    }

    private static float[] Normalize(float[] row)
    {
        float norm = MathF.Sqrt(row.Sum(v => v * v));
        return [.. row.Select(v => v / norm)];
    }
}
