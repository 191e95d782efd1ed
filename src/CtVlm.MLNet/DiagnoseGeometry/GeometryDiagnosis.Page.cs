namespace CtVlm.MLNet;

/// <content>One page to look at.</content>
public sealed partial record GeometryDiagnosis
{
    /// <summary>Writes one page as PNG: key figures, rows on two principal components by class, cosines, spectrum and, where known, slice weights along z.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="widthPixels">Width of the picture, 300 to 4800; its height is 5/4 of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range.</exception>
    /// <remarks>The same diagnosis gives the same bytes on the same machine. Of the cohort it shows the names of column and classes, and numbers. No font need be installed.</remarks>
    public void SavePng(string path, int widthPixels = 1200) => File.WriteAllBytes(path, GeometryPage.ToPng(GeometryPageSource.Of(this), widthPixels));

    /// <summary>Writes the page of <see cref="SavePng"/> as SVG, its texts as texts.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="widthPixels">Width of the picture, 300 to 4800; its height is 5/4 of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range.</exception>
    public void SaveSvg(string path, int widthPixels = 1200) => File.WriteAllText(path, GeometryPage.ToSvg(GeometryPageSource.Of(this), widthPixels));
}
