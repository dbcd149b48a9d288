using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Values;

/// <summary>What FsCheck does not draw by itself.</summary>
internal static class Draw
{
    private const int BitsADraw = 22;

    /// <summary>Evenly from both bounds, inclusive; FsCheck's own choice ends at 32 bits.</summary>
    public static Gen<long> Long(long least, long most) =>
        from high in Gen.Choose(0, (1 << BitsADraw) - 1)
        from middle in Gen.Choose(0, (1 << BitsADraw) - 1)
        from low in Gen.Choose(0, (1 << BitsADraw) - 1)
        let drawn = ((UInt128)high << (2 * BitsADraw)) | ((UInt128)middle << BitsADraw) | (UInt128)low
        let width = (UInt128)((Int128)most - least + 1)
        select (long)(least + (Int128)(drawn % width));
}
