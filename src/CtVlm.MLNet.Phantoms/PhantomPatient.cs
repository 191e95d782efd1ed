namespace CtVlm.MLNet.Phantoms;

/// <summary>A synthetic patient: images, label, report and ground truth. No real person is behind it, and nothing clinical follows from it.</summary>
/// <remarks>The same seed, index and options give the same patient to the last bit, on every platform.</remarks>
public sealed class PhantomPatient
{
    private PhantomPatient(string id, PhantomFindings findings, PhantomReport report, IReadOnlyList<PhantomSeries> series)
    {
        Id = id;
        Findings = findings;
        Report = report;
        Series = series;
    }

    /// <summary>Identifier within the cohort, such as P0001 for index 0.</summary>
    public string Id { get; }

    /// <summary>The severity class.</summary>
    public PhantomSeverity Severity => Findings.Severity;

    /// <summary>What was put into the images.</summary>
    public PhantomFindings Findings { get; }

    /// <summary>The report.</summary>
    public PhantomReport Report { get; }

    /// <summary>One series or more of the same body; further ones are other reconstructions or delayed scans.</summary>
    public IReadOnlyList<PhantomSeries> Series { get; }

    /// <summary>Makes one patient, on the calling thread: about a second for each series of 192 x 192 x 64.</summary>
    /// <param name="seed">Seed of the cohort.</param>
    /// <param name="index">Index in the cohort, 0 or more.</param>
    /// <param name="options">How the patient is scanned; the defaults when null.</param>
    /// <returns>The patient; classes come out as 40, 30 and 30 percent over many indices.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static PhantomPatient Generate(int seed, int index, PhantomOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        options ??= new PhantomOptions();
        options.Validate();
        PhantomCase plan = PhantomCase.Draw(seed, index);
        List<PhantomSeries> series = [];
        foreach (Scan scan in plan.DrawScans(options))
        {
            RandomStream noise = RandomStream.For(seed, index, $"noise {series.Count}");
            (short[] hu, byte[] mask) = Scanner.Run(noise, plan.Abdomen, plan.Lesions, scan);
            series.Add(new PhantomSeries(hu, mask, ScanGeometry.Of(scan), scan.ImageSize));
        }

        return new PhantomPatient(IdOf(index), plan.Findings, plan.Report, series);
    }

    internal static string IdOf(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{index + 1:0000}");
}
