namespace CtVlm.MLNet.Cli;

/// <summary>What <c>doctor</c> prints for people.</summary>
internal static class DoctorText
{
    /// <summary>Writes the report: a line a fact, then problems and advice.</summary>
    public static void Write(TextWriter writer, DoctorDocument document)
    {
        Line(writer, "ctvlm", document.Version);
        Line(writer, "runtime", document.Runtime);
        Line(writer, "libtorch", document.LibtorchPath is { } path ? $"{document.LibtorchVersion} at {path}" : "not loaded");
        Line(writer, "TorchSharp", $"{document.TorchSharpVersion}{(document.IsPatched ? $", patched copy for this system's C++ library at {document.NativeLibraryPath}" : "")}");
        Line(writer, "devices", document.Devices.Count == 0 ? "none" : string.Join(", ", document.Devices));
        Line(writer, "threads", $"{PlainText.Number(document.Threads)} of {PlainText.Count(document.PhysicalCores, "physical core", "physical cores")}");
        Line(writer, "cache", $"{document.CacheFolder}{(document.IsCacheWritable ? "" : " (not writable)")}");
        Line(writer, "DICOM reads", document.ReadableTransferSyntaxes);
        Line(writer, "DICOM writes", string.Join(", ", document.WritableTransferSyntaxes));
        foreach (string problem in document.Problems)
        {
            Line(writer, "PROBLEM", PlainText.OneLine(problem));
        }

        foreach (string advice in document.Advice)
        {
            Line(writer, "advice", PlainText.OneLine(advice));
        }
    }

    // A line each: sixteen long names in one line are not read.
    private static void Line(TextWriter writer, string title, IReadOnlyList<string> texts)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            Line(writer, i == 0 ? title : "", texts[i]);
        }
    }

    private static void Line(TextWriter writer, string title, string text) => writer.WriteLine($"{title,-13} {text}");
}
