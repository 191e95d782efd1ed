namespace CtVlm.MLNet.Dicom;

/// <summary>One file that may hold slices: on disk, in an archive, in a stream or in memory. Safe for concurrent calls; holds nothing open.</summary>
internal interface IDicomFile
{
    /// <summary>The name for messages, without folders; of an archive's entry, with the archive's name before it.</summary>
    string Name { get; }

    /// <summary>Path relative to the scanned folder or archive, with '/'. A label; never used to open anything.</summary>
    string RelativePath { get; }

    /// <summary>Full path of what lies on disk: the file, or the archive that holds it; the given name of what is in memory.</summary>
    string Location { get; }

    /// <summary>Opens the bytes.</summary>
    /// <param name="firstPosition">Where reading will start; what cannot be read from there at once may prepare for it.</param>
    /// <returns>The bytes; the caller disposes them.</returns>
    /// <exception cref="DicomException">The file cannot be opened.</exception>
    IByteSource Open(long firstPosition = 0);
}
