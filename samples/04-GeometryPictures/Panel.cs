namespace GeometryPictures;

/// <summary>Where values lie within a rectangle of a picture; a little room is left at the edges.</summary>
internal sealed class Panel
{
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    /// <summary>A rectangle that shows all of these values.</summary>
    public Panel(double left, double top, double width, double height, double[] x, double[] y)
    {
        (Left, Top, Width, Height) = (left, top, width, height);
        (_x, _y) = (Range(x), Range(y));
    }

    public double Left { get; }

    public double Top { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Where 0 lies across; null: outside.</summary>
    public double? ZeroX => _x.Low < 0 && _x.High > 0 ? X(0) : null;

    /// <summary>Where 0 lies upwards; null: outside.</summary>
    public double? ZeroY => _y.Low < 0 && _y.High > 0 ? Y(0) : null;

    public double X(double value) => Left + (Width * (value - _x.Low) / (_x.High - _x.Low));

    public double Y(double value) => Top + Height - (Height * (value - _y.Low) / (_y.High - _y.Low));

    private static (double Low, double High) Range(double[] values)
    {
        (double low, double high) = (values.Min(), values.Max());
        double room = high - low < 1e-9 ? .5 : .08 * (high - low);
        return (low - room, high + room);
    }
}
