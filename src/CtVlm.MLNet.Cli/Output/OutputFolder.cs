namespace CtVlm.MLNet.Cli;

/// <summary>The folder that an output file goes to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder of a file that will be written.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Ensure(string file) => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
}
