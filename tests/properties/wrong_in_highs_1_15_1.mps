NAME        
ROWS
 N  Obj     
 E  r0      
 E  r1      
 E  r2      
 E  r3      
 E  r4      
 E  r5      
 E  r6      
 E  r7      
 E  r8      
 E  r9      
 E  r10     
 E  r11     
 E  r12     
 L  r13     
 E  r14     
 E  r15     
 L  r16     
 L  r17     
 L  r18     
 L  r19     
 L  r20     
 L  r21     
 L  r22     
 L  r23     
COLUMNS
    MARK0000  'MARKER'                 'INTORG'
    c0        Obj       1
    c0        r14       -1
    c0        r15       1
    c1        Obj       373
    c1        r15       -1
    c2        r20       1
    c2        r21       -331
    c3        Obj       1
    c3        r20       1
    c3        r22       -1
    c4        Obj       1
    c4        r20       1
    c4        r23       -331
    MARK0001  'MARKER'                 'INTEND'
    c5        r1        1
    c5        r11       -1
    c5        r13       1
    c6        r2        1
    c6        r12       -1
    c7        Obj       130
    c7        r13       -248
    c7        r14       1
    c8        Obj       130
    c8        r13       -165
    c8        r15       1
    c9        Obj       10
    c9        r0        1
    c9        r1        -1
    c9        r22       1
    c10       Obj       35
    c10       r0        1
    c10       r2        -1
    c10       r23       1
    c11       r3        1
    c11       r4        1
    c12       r0        -1
    c12       r5        1
    c12       r16       -0.2
    c12       r21       1
    c13       Obj       10
    c13       r1        -1
    c13       r5        1
    c13       r22       1
    c14       r0        -1
    c14       r21       1
    c15       Obj       10
    c15       r6        1
    c15       r17       -1
    c16       Obj       10
    c16       r7        1
    c17       r3        1
    c17       r8        -1
    c18       r5        -1
    c18       r16       -1
    c19       Obj       1
    c19       r9        1
    c20       Obj       1
    c20       r10       1
    c21       r3        -1
    c21       r9        1
    c22       r4        -1
    c22       r10       1
    c22       r18       -1
    c23       Obj       -128
    c23       r5        -1
    c23       r10       1
    c23       r18       -1
    c24       Obj       -10
    c24       r16       1
    c24       r18       1
    c25       Obj       -38
    c25       r17       1
    c25       r19       1
    c26       Obj       1
    c26       r6        -1
    c26       r11       1
    c26       r19       -0.2
    c27       Obj       1
    c27       r7        -1
    c27       r12       0.3
RHS
    RHS_V     r3        1
    RHS_V     r9        1
    RHS_V     r10       44
    RHS_V     r13       1
    RHS_V     r16       1
    RHS_V     r18       1
    RHS_V     r19       1
    RHS_V     r20       2
    RHS_V     r21       1
    RHS_V     r22       1
    RHS_V     r23       1
BOUNDS
 BV BOUND     c0      
 BV BOUND     c1      
 BV BOUND     c2      
 BV BOUND     c3      
 BV BOUND     c4      
 UP BOUND     c7        1
 UP BOUND     c8        1
 UP BOUND     c19       12.2
 UP BOUND     c20       43.6
ENDATA
