namespace CtVlm.MLNet.Torch;

/// <summary>One symbol version that a library needs of another.</summary>
/// <param name="Library">File name of the other library, such as libstdc++.so.6.</param>
/// <param name="Version">The version's name, such as GLIBCXX_3.4.32.</param>
/// <param name="Index">Its index in the table of symbol versions.</param>
/// <param name="FlagsOffset">Offset of its 16-bit flags in the file.</param>
internal sealed record ElfVersionNeed(string Library, string Version, int Index, int FlagsOffset);
