using System.Runtime.InteropServices;

namespace Benchmarks.Scoring;

/// <summary>
/// XGBoost by its C interface, called in the way that measures fastest for one row: in-place prediction from a dense array with a proxy
/// matrix that is made once.
/// </summary>
internal sealed unsafe class XgboostScorer : IRowScorer
{
    private const string Library = "libxgboost.so.0";

    private static readonly byte[] Config =
        """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false,"cache_id":0,"missing":NaN}"""u8.ToArray();

    private readonly float[] _rows;
    private readonly float[] _row;
    private readonly byte[] _array;
    private readonly byte[] _config = GC.AllocateArray<byte>(Config.Length + 1, pinned: true);
    private readonly nint _booster;
    private readonly nint _proxy;

    /// <param name="rows">One after the other, each as wide as <paramref name="inputs"/>.</param>
    /// <exception cref="InvalidOperationException">The library refuses the model.</exception>
    public XgboostScorer(string path, float[] rows, int inputs)
    {
        _rows = rows;
        _row = GC.AllocateArray<float>(inputs, pinned: true);
        var address = (nint)PinnedAddress(_row);
        _array = GC.AllocateArray<byte>(256, pinned: true);
        System.Text.Encoding.ASCII.GetBytes($$"""{"data":[{{address}},true],"shape":[1,{{inputs}}],"typestr":"<f4","version":3}""", _array);
        Config.CopyTo(_config, 0);
        Check(XGBoosterCreate(0, 0, out _booster));
        Check(XGBoosterLoadModel(_booster, path));
        Check(XGBoosterSetParam(_booster, "nthread", "1"));
        Check(XGProxyDMatrixCreate(out _proxy));
    }

    public static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    public string Name => "XGBoost, C interface in place with a reused proxy";

    public float Score(int row)
    {
        _rows.AsSpan(row * _row.Length, _row.Length).CopyTo(_row);
        Check(XGBoosterPredictFromDense(_booster, PinnedAddress(_array), PinnedAddress(_config), _proxy, out _, out _, out var result));
        return *result;
    }

    public void Dispose()
    {
        _ = XGDMatrixFree(_proxy);
        _ = XGBoosterFree(_booster);
    }

    // Of pinned arrays only.
    private static T* PinnedAddress<T>(T[] pinned) where T : unmanaged => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException("XGBoost: " + Marshal.PtrToStringUTF8(XGBGetLastError()));
    }

    [DllImport(Library)] private static extern nint XGBGetLastError();

    [DllImport(Library)] private static extern int XGBoosterCreate(nint matrices, ulong count, out nint booster);

    [DllImport(Library, CharSet = CharSet.Ansi)] private static extern int XGBoosterLoadModel(nint booster, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport(Library)]
    private static extern int XGBoosterSetParam(nint booster, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value);

    [DllImport(Library)] private static extern int XGProxyDMatrixCreate(out nint proxy);

    [DllImport(Library)]
    private static extern int XGBoosterPredictFromDense(nint booster, byte* array, byte* config, nint proxy, out ulong* shape, out ulong dimensions, out float* result);

    [DllImport(Library)] private static extern int XGDMatrixFree(nint matrix);

    [DllImport(Library)] private static extern int XGBoosterFree(nint booster);
}
